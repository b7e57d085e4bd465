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

    /** From when until when schedules are, or were, held. */
    record Hold(Instant since, Instant until) {
        boolean covers(Instant time) {
            return !time.isBefore(since) && time.isBefore(until);
        }
    }

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
                                    set run_id = excluded.run_id, held_until = excluded.held_until, since = case
                                        when schedule_hold.run_id = :run and schedule_hold.held_until > :now
                                        then schedule_hold.since else excluded.since end
                                where schedule_hold.run_id = :run or schedule_hold.held_until <= :now""")
                        .bind("run", runId)
                        .bind("now", now)
                        .bind("until", until)
                        .execute())
                == 1;
    }

    /** Lets schedules go on; false when nothing was held by that run. The last hold is remembered. */
    @Transactional
    public boolean release(UUID runId, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "update schedule_hold set held_until = :now where run_id = :run and held_until > :now")
                        .bind("run", runId)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /** The hold that stands, or else the last one. */
    Optional<Hold> last() {
        return jdbi.withHandle(handle -> handle.createQuery("select since, held_until from schedule_hold")
                .map((row, context) -> new Hold(
                        row.getTimestamp("since").toInstant(),
                        row.getTimestamp("held_until").toInstant()))
                .findOne());
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
