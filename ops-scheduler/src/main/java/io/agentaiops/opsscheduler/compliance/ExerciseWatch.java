package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.opsscheduler.compliance.ExerciseStore.Exercise;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Reminds of a planned exercise a week before, until it was held, cancelled, or put off. */
@ApplicationScoped
class ExerciseWatch {

    private static final Duration NOTICE = Duration.ofDays(7);

    private final ExerciseStore store;
    private final ExercisePublisher publisher;
    private final Clock clock;

    ExerciseWatch(ExerciseStore store, ExercisePublisher publisher, Clock clock) {
        this.store = store;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Scheduled(
            every = "5m",
            delayed = "1m",
            identity = "exercise-watch",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew().run(() -> {
            for (Exercise exercise : store.toRemind(now.plus(NOTICE), now)) {
                publisher.planned(exercise.id().toString(), exercise.title(), described(exercise), now, null);
            }
            for (Exercise exercise : store.remindedInVain(now.plus(NOTICE))) {
                publisher.planned(exercise.id().toString(), exercise.title(), described(exercise), now, now);
            }
        });
    }

    private static String described(Exercise exercise) {
        return exercise.kind() + ", planned for " + exercise.scheduledFor()
                + (exercise.ledBy().isEmpty() ? "" : ", led by " + exercise.ledBy())
                + (exercise.attendees().isEmpty() ? "" : ", with " + String.join(", ", exercise.attendees()))
                + "; afterwards write down attendance and lessons (PUT /api/v1/compliance/exercises/" + exercise.id()
                + ")";
    }
}
