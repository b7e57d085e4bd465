package io.agentaiops.local.cli;

import io.agentaiops.local.process.FollowedLog;
import io.agentaiops.local.process.LogTail;
import io.agentaiops.local.process.Pause;
import io.agentaiops.local.stack.Stack;
import io.agentaiops.local.stack.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the ends of the log files, and what is added to them. */
@Command(
        name = "logs",
        description = "Shows the last lines of what engines and services log.",
        subcommands = LogsMineCommand.class,
        mixinStandardHelpOptions = true)
final class LogsCommand implements Runnable {

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what is added, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "30",
            description = "So many lines of each (30).")
    private int lines;

    @Parameters(paramLabel = "COMPONENT", arity = "0..*", description = "Only these, say tool-runner or kafka.")
    private List<String> components = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        List<FollowedLog> logs =
                logs(options.stack()).stream().map(FollowedLog::new).toList();
        logs.forEach(log -> print(log, LogTail.of(log.file(), lines), terminal));
        while (follow) {
            Pause.of(Duration.ofMillis(300));
            logs.forEach(log -> print(log, log.more(), terminal));
        }
    }

    private static void print(FollowedLog log, List<String> added, Terminal terminal) {
        String prefix = "%-14s| ".formatted(name(log.file()));
        added.forEach(line -> terminal.line(prefix + line));
    }

    private List<Path> logs(Stack stack) {
        Path folder = stack.home().folder().resolve("logs");
        if (!components.isEmpty()) {
            return components.stream()
                    .map(name -> existing(stack.home().log(name), folder))
                    .toList();
        }
        return list(folder);
    }

    private static Path existing(Path log, Path folder) {
        if (!Files.exists(log)) {
            throw new StackFailure("there is no log of " + name(log) + "; there are: "
                    + String.join(
                            ", ", list(folder).stream().map(LogsCommand::name).toList()));
        }
        return log;
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path log) {
        String file = String.valueOf(log.getFileName());
        return file.substring(0, file.length() - ".log".length());
    }
}
