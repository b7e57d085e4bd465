package io.agentaiops.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that was started here and outlives whoever started it.
 *
 * @param name the component that it is
 * @param identity PID and start time
 * @param stopSignal the signal that asks it to end in order
 */
public record LocalProcess(String name, ProcessIdentity identity, Signal stopSignal) {

    /** How a process is asked to end. */
    public enum Signal {
        TERM,
        /** PostgreSQL's fast shutdown; its TERM would wait for every client to leave. */
        INT
    }

    private static final Duration POLL = Duration.ofMillis(30);

    /** Starts the program in a session of its own, so that a Ctrl-C at the terminal does not reach it. */
    public static LocalProcess start(Launch launch, Signal stopSignal) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(launch.account().command(launch.command()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        try {
            Files.createDirectories(launch.log().toAbsolutePath().getParent());
            return new LocalProcess(
                    launch.name(), ProcessIdentity.of(builder.start().pid()), stopSignal);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + launch.name() + ": " + e.getMessage(), e);
        }
    }

    public boolean isAlive() {
        return identity.isAlive();
    }

    /**
     * Ends the process and all that it started: asks first, and kills what is left after the grace.
     *
     * @return whether it ended by itself within the grace
     */
    public boolean stop(Duration grace) {
        if (!isAlive()) {
            return true;
        }
        List<ProcessIdentity> family = family();
        signal();
        boolean graceful = awaitEnd(grace);
        family.stream().filter(ProcessIdentity::isAlive).forEach(LocalProcess::kill);
        awaitEnd(Duration.ofSeconds(5));
        return graceful;
    }

    /** Kills the process and all that it started, as a crash would; says whether they are gone. */
    public boolean kill(Duration limit) {
        List<ProcessIdentity> family = family();
        family.forEach(LocalProcess::kill);
        return awaitEnd(limit);
    }

    private List<ProcessIdentity> family() {
        List<ProcessIdentity> family = new ArrayList<>(List.of(identity));
        ProcessHandle.of(identity.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(child -> family.add(ProcessIdentity.of(child.pid())));
        return family;
    }

    private void signal() {
        switch (stopSignal) {
            case TERM -> ProcessHandle.of(identity.pid()).ifPresent(ProcessHandle::destroy);
            case INT -> Command.run(List.of("sh", "-c", "kill -INT \"$0\"", Long.toString(identity.pid())));
        }
    }

    private static void kill(ProcessIdentity process) {
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private boolean awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (isAlive() && System.nanoTime() < deadline) {
            Pause.of(POLL);
        }
        return !isAlive();
    }
}
