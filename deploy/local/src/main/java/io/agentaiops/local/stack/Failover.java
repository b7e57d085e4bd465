package io.agentaiops.local.stack;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Takes one part of a running stack away, as a crash would, and brings it back. */
public final class Failover {

    private static final Duration DEAD_WITHIN = Duration.ofSeconds(20);

    private final Stack stack;
    private final RunState part;
    private final Progress progress;
    private final Clock clock;

    private Failover(Stack stack, RunState part, Progress progress, Clock clock) {
        this.stack = stack;
        this.part = part;
        this.progress = progress;
        this.clock = clock;
    }

    /** Of that part; refused when it does not run here. */
    public static Failover of(Stack stack, String name, Progress progress, Clock clock) {
        List<RunState> running = stack.states().all().stream()
                .filter(state -> state.process().isAlive())
                .toList();
        RunState part = running.stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StackFailure(name + " does not run here; there runs: "
                        + String.join(", ", running.stream().map(RunState::name).toList())));
        return new Failover(stack, part, progress, clock);
    }

    /** Kills it: no goodbye, nothing is written down. */
    public void stop() {
        if (!part.process().kill(DEAD_WITHIN)) {
            throw new StackFailure(part.name() + " (PID " + part.pid() + ") could not be killed");
        }
    }

    /** Starts it again. */
    public void start() {
        new StackLauncher(stack, progress, clock).up();
    }
}
