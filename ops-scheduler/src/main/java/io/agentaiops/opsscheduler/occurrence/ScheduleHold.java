package io.agentaiops.opsscheduler.occurrence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Holds all schedules back while the platform is worked on. What comes due meanwhile is decided when the hold is over, by
 * the grace of its procedure: begun late, or written down as missed. Kept in the database, so that every replica holds.
 */
@ApplicationScoped
public class ScheduleHold {

    private final Jdbi jdbi;

    ScheduleHold(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Holds until then at the latest; false when another run holds already. */
    @Transactional
    public boolean hold(UUID runId, Instant now, Instant until) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into schedule_hold (run_id, since, held_until) values (:run, :now, :until)
                                on conflict (only_one) do update
                                    set run_id = excluded.run_id, since = excluded.since, held_until = excluded.held_until
                                where schedule_hold.run_id = :run or schedule_hold.held_until <= :now""")
                        .bind("run", runId)
                        .bind("now", now)
                        .bind("until", until)
                        .execute())
                == 1;
    }

    /** Lets schedules go on; false when nothing was held by that run. */
    @Transactional
    public boolean release(UUID runId) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from schedule_hold where run_id = :run")
                        .bind("run", runId)
                        .execute())
                == 1;
    }

    /** Until when schedules are held now, if they are. */
    public Optional<Instant> until(Instant now) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select held_until from schedule_hold where held_until > :now")
                        .bind("now", now)
                        .map((row, context) -> row.getTimestamp("held_until").toInstant())
                        .findOne());
    }
}
