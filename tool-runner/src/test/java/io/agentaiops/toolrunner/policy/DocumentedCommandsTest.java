package io.agentaiops.toolrunner.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.toolrunner.command.CommandLineParser;
import io.agentaiops.toolrunner.command.ParsedCommand;
import io.agentaiops.toolrunner.policy.PolicyDecision.Denied;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A procedure that ships must not name a command that the policy that ships would deny. */
class DocumentedCommandsTest {

    private static final Pattern STEP = Pattern.compile("(?ms)^```step\\n(.*?)^```");
    private static final Pattern RUN = Pattern.compile("(?m)^run: *(.+)$");
    private static final CommandPolicy POLICY = PolicySource.shipped();

    @ParameterizedTest
    @MethodSource("commands")
    void documentedCommandIsNotDenied(String command) {
        ParsedCommand parsed = CommandLineParser.parse(command);

        assertThat(parsed).isInstanceOf(ParsedCommand.Accepted.class);
        assertThat(POLICY.decide(((ParsedCommand.Accepted) parsed).line())).isNotInstanceOf(Denied.class);
    }

    static List<String> commands() throws IOException {
        Path documents = Path.of(System.getProperty("aiops.root.dir", ".."), "documents");
        try (Stream<Path> files = Files.walk(documents)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .map(DocumentedCommandsTest::read)
                    .flatMap(text -> STEP.matcher(text).results())
                    .flatMap(step -> RUN.matcher(step.group(1)).results())
                    .map(DocumentedCommandsTest::command)
                    .distinct()
                    .toList();
        }
    }

    /** A YAML scalar: plain, or in one of the two kinds of quotes. */
    private static String command(MatchResult run) {
        String written = run.group(1).strip();
        if (written.startsWith("'") && written.endsWith("'")) {
            return written.substring(1, written.length() - 1).replace("''", "'");
        }
        if (written.startsWith("\"") && written.endsWith("\"")) {
            return written.substring(1, written.length() - 1)
                    .replace("\\\"", "\"")
                    .replace("\\\\", "\\");
        }
        return written;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
