package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.ProcessOutcome.Exited;
import io.agentaiops.toolrunner.sandbox.ProcessStarter.Stage;
import io.agentaiops.toolrunner.sandbox.SandboxedCommand.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Tries a level of isolation by what a command inside can really do. */
final class SandboxCheck {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern OTHER_INTERFACE = Pattern.compile("(?m)^\\s*(?!lo:)\\w+:.*\\d");

    private final ProcessStarter starter;
    private final ProcessRunner runner;
    private final Executables executables;

    SandboxCheck(ProcessStarter starter, ProcessRunner runner, Executables executables) {
        this.starter = starter;
        this.runner = runner;
        this.executables = executables;
    }

    /** What is wrong with the level; empty when it holds. */
    Optional<String> fault(Isolation isolation) {
        try {
            Optional<String> fault = processFault(isolation);
            return fault.isPresent() || isolation.level() == SandboxLevel.NONE ? fault : writeFault(isolation);
        } catch (IOException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private Optional<String> processFault(Isolation isolation) throws IOException, InterruptedException {
        ProcessOutcome outcome = run(isolation, "cat", "/proc/self/status", "/proc/self/net/dev");
        if (!(outcome instanceof Exited exited) || exited.exitCode() != 0) {
            return Optional.of("it cannot start a command: " + outcome.output().strip());
        }
        String found = outcome.output();
        if (!found.contains("NoNewPrivs:\t1")) {
            return Optional.of("commands can gain privileges");
        }
        if (isolation.level() == SandboxLevel.NONE) {
            return Optional.empty();
        }
        if (!found.contains("CapEff:\t0000000000000000")) {
            return Optional.of("commands keep capabilities");
        }
        if (isolation.filters() && !found.contains("Seccomp:\t2")) {
            return Optional.of("commands run without the seccomp filter");
        }
        String interfaces = found.substring(found.indexOf("Inter-|"));
        return OTHER_INTERFACE.matcher(interfaces).find() ? Optional.of("commands keep the network") : Optional.empty();
    }

    /** A directory that this process itself can write to must not be writable from inside. */
    private Optional<String> writeFault(Isolation isolation) throws IOException, InterruptedException {
        Path directory = Path.of("").toAbsolutePath();
        Path probe = (Files.isWritable(directory) ? directory : Path.of("/var/tmp"))
                .resolve(".aiops-sandbox-check-" + UUID.randomUUID());
        run(isolation, "touch", probe.toString());
        return Files.deleteIfExists(probe)
                ? Optional.of("commands can write to " + probe.getParent())
                : Optional.empty();
    }

    private ProcessOutcome run(Isolation isolation, String command, String... arguments)
            throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(executables.get(command).toString()));
        argv.addAll(List.of(arguments));
        List<String> vector = isolation.wrap(argv, Profile.CLOSED, false);
        long start = System.nanoTime();
        Started started = new StartedPipeline(starter.pipeline(List.of(new Stage(vector, Map.of()))));
        return runner.follow(started, start, LIMIT, OutputSink.NONE);
    }
}
