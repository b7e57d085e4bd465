package io.agentaiops.local.stack;

import io.agentaiops.local.process.Pause;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes one part of a running stack away, as a crash would, and brings it back. */
public final class Failover {

    private static final Duration DEAD_WITHIN = Duration.ofSeconds(20);

    private final Stack stack;
    private final List<RunState> parts;
    private final Progress progress;
    private final Clock clock;

    private Failover(Stack stack, List<RunState> parts, Progress progress, Clock clock) {
        this.stack = stack;
        this.parts = parts;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Of that part; refused when it does not run here. The name of a service that runs as several replicas means all of
     * them, {@code tool-runner-2} the second one alone.
     */
    public static Failover of(Stack stack, String name, Progress progress, Clock clock) {
        List<RunState> running = stack.states().all().stream()
                .filter(state -> state.process().isAlive())
                .toList();
        List<RunState> parts = running.stream()
                .filter(state -> state.name().equals(name)
                        || Service.named(name)
                                .filter(service -> service.isReplica(state.name()))
                                .isPresent())
                .toList();
        if (parts.isEmpty()) {
            throw new StackFailure(name + " does not run here; there runs: "
                    + String.join(", ", running.stream().map(RunState::name).toList()));
        }
        return new Failover(stack, parts, progress, clock);
    }

    /**
     * Takes it away for so long and brings it back, whatever happens meanwhile: also an exercise that somebody breaks
     * off with Ctrl-C leaves the stack as it was.
     */
    public void away(Duration pause) {
        AtomicBoolean back = new AtomicBoolean();
        Runnable start = () -> {
            if (back.compareAndSet(false, true)) {
                start();
            }
        };
        Thread brokenOff = new Thread(start, "failover-back");
        Runtime.getRuntime().addShutdownHook(brokenOff);
        try {
            stop();
            Pause.of(pause);
        } finally {
            start.run();
            unhook(brokenOff);
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs, or has nothing left to do.
        }
    }

    /** Kills it: no goodbye, nothing is written down. */
    private void stop() {
        for (RunState part : parts) {
            if (!part.process().kill(DEAD_WITHIN)) {
                throw new StackFailure(part.name() + " (PID " + part.pid() + ") could not be killed");
            }
        }
    }

    private void start() {
        new StackLauncher(stack, progress, clock).up();
    }
}
