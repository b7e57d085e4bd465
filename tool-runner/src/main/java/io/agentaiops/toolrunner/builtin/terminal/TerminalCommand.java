package io.agentaiops.toolrunner.builtin.terminal;

import io.agentaiops.toolrunner.tool.Preparation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A command that another tool needs: judged, isolated and bounded like any that a caller types. */
@Singleton
public class TerminalCommand {

    private final TerminalTool terminal;

    TerminalCommand(TerminalTool terminal) {
        this.terminal = terminal;
    }

    /** Judges a single command, given word by word; no word is read as syntax. */
    public Preparation prepare(List<String> words) {
        if (words.stream().anyMatch(word -> word.indexOf('\'') >= 0)) {
            return new Preparation.Denied("no name may hold a quote");
        }
        String line = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return terminal.prepare(Map.of("command", line));
    }
}
