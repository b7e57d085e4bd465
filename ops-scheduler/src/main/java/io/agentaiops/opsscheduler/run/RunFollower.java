package io.agentaiops.opsscheduler.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a run's history and then its changes until it has ended. The history in the database is the source, the watch
 * only says when to look, so nothing is missed or told twice, and a listener may come back with the last id it heard.
 */
@ApplicationScoped
class RunFollower {

    private static final long LOOK_ANYWAY_SECONDS = 5;

    /** Who is told. */
    interface Listener {
        /** Whether there is nobody to tell any more. */
        boolean isGone();

        /** A step, or the run, changed. */
        void changed(long id, Change change);

        /** The run has ended. */
        void done(long id, RunView run);

        /** Nothing happened for a while. */
        void idle();
    }

    /** A change; {@code id} is the step's, and absent when it was the run that changed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            UUID runId,
            String runState,
            @Nullable String id,
            @Nullable String title,
            @Nullable String state,
            String summary,
            Instant at) {}

    private final RunStore store;
    private final RunEventStore events;
    private final RunWatch watch;

    RunFollower(RunStore store, RunEventStore events, RunWatch watch) {
        this.store = store;
        this.events = events;
        this.watch = watch;
    }

    /** Tells what came after {@code from}; returns when the run has ended or the listener is gone. */
    void follow(UUID runId, long from, Listener listener) throws InterruptedException {
        Semaphore changes = watch.follow(runId);
        try {
            tell(runId, from, changes, listener);
        } finally {
            watch.unfollow(runId, changes);
        }
    }

    private void tell(UUID runId, long from, Semaphore changes, Listener listener) throws InterruptedException {
        long last = from;
        while (!listener.isGone()) {
            changes.drainPermits();
            List<RunEventStore.Entry> entries = events.after(runId, last);
            Run run = store.find(runId).orElseThrow();
            for (RunEventStore.Entry entry : entries) {
                listener.changed(entry.id(), change(run, entry));
                last = entry.id();
            }
            // The entries were read first: when the run has ended since, they lack its last ones.
            if (run.state().isEnded() && entries.isEmpty()) {
                listener.done(last, RunView.of(run));
                return;
            }
            if (entries.isEmpty() && !changes.tryAcquire(LOOK_ANYWAY_SECONDS, TimeUnit.SECONDS)) {
                listener.idle();
            }
        }
    }

    private static Change change(Run run, RunEventStore.Entry entry) {
        String title = run.steps().stream()
                .filter(step -> step.stepId().equals(entry.stepId()))
                .map(StepRun::title)
                .findFirst()
                .orElse(null);
        return new Change(
                run.id(), entry.runState(), entry.stepId(), title, entry.stepState(), entry.summary(), entry.at());
    }
}
