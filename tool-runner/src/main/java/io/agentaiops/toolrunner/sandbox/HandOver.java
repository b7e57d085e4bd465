package io.agentaiops.toolrunner.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How a command gets into a sandbox that stands ready: line by line, to a shell that becomes it. */
final class HandOver {

    /**
     * What waits in the sandbox. Lines are taken as they are; no word reaches exec having been read as shell. A command
     * that ends before its last word was not handed over, and does not run.
     */
    static final List<String> WAIT = List.of("/bin/sh", "-c", """
        read -r input && read -r errors && read -r count || exit 125
        while [ "$count" -gt 0 ]; do IFS= read -r word || exit 125; export "$word"; count=$((count - 1)); done
        read -r count || exit 125
        while [ "$count" -gt 0 ]; do IFS= read -r word || exit 125; set -- "$@" "$word"; count=$((count - 1)); done
        if [ "$errors" = join ]; then exec 2>&1; fi
        if [ "$input" = none ]; then exec < /dev/null; fi
        exec "$@"
        """);

    private HandOver() {}

    /** Whether the command can be written in lines. */
    static boolean fits(SandboxedCommand command) {
        return words(command).allMatch(word -> word.indexOf('\n') < 0 && word.indexOf('\0') < 0);
    }

    /**
     * The lines.
     *
     * @param first whether its standard input is empty; else it goes on with what comes after the lines
     * @param last whether its errors go the way of its output
     */
    static byte[] lines(SandboxedCommand command, boolean first, boolean last) {
        int count = command.argv().size();
        List<String> all = words(command).toList();
        List<String> lines = new ArrayList<>(List.of(first ? "none" : "pipe", last ? "join" : "apart"));
        lines.add(Integer.toString(all.size() - count));
        lines.addAll(all.subList(count, all.size()));
        lines.add(Integer.toString(count));
        lines.addAll(all.subList(0, count));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<String> words(SandboxedCommand command) {
        return Stream.concat(
                command.argv().stream(),
                command.profile().environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue()));
    }
}
