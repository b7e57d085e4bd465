package io.agentaiops.agentgateway.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Waits for the end of a run. Blocks; call it on a virtual thread. */
@ApplicationScoped
public class RunWaiting {

    /** The signal of another replica may be lost. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final RunStore runs;
    private final StepStore steps;
    private final RunFeed feed;

    RunWaiting(RunStore runs, StepStore steps, RunFeed feed) {
        this.runs = runs;
        this.steps = steps;
        this.feed = feed;
    }

    /** The run once it has ended, or empty when it has not in that time. */
    public Optional<RunView> await(String runId, Duration limit) {
        long giveUp = System.nanoTime() + limit.toNanos();
        try (RunFeed.Following following = feed.follow(runId)) {
            while (!runs.isOver(runId)) {
                Duration left = Duration.ofNanos(giveUp - System.nanoTime());
                if (left.isNegative() || left.isZero()) {
                    return Optional.empty();
                }
                following.await(left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY);
            }
            return runs.find(runId).map(run -> RunView.of(run, steps.of(runId)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
