package io.agentaiops.opsscheduler.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/** The runs that do something at this moment; those that wait for a person do not count. */
@ApplicationScoped
public class RunsUnderWay {

    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(5);

    /** A run under way. */
    public record UnderWay(UUID id, String procedureId) {}

    private final Jdbi jdbi;
    private final RunWatch watch;
    private final Clock clock;

    RunsUnderWay(Jdbi jdbi, RunWatch watch, Clock clock) {
        this.jdbi = jdbi;
        this.watch = watch;
        this.clock = clock;
    }

    /** All but this one. */
    public List<UnderWay> beside(UUID own) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, procedure_id from run
                        where wake_at is not null and state in ('QUEUED', 'RUNNING') and id <> :own order by id""")
                .bind("own", own)
                .map((row, context) -> new UnderWay(row.getObject("id", UUID.class), row.getString("procedure_id")))
                .list());
    }

    /** Waits until none but this one is under way, no longer than that; says which still are. */
    public List<UnderWay> awaitQuiet(UUID own, Instant until) {
        List<UnderWay> busy = beside(own);
        while (!busy.isEmpty() && clock.instant().isBefore(until)) {
            awaitChange(busy.getFirst().id(), until);
            busy = beside(own);
        }
        return busy;
    }

    private void awaitChange(UUID id, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        Duration pause = left.compareTo(LOOK_ANYWAY) < 0 ? left : LOOK_ANYWAY;
        Semaphore changes = watch.follow(id);
        try {
            // Whether it changed or time passed, the caller looks again.
            boolean unused = changes.tryAcquire(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while runs came to their end", e);
        } finally {
            watch.unfollow(id, changes);
        }
    }
}
