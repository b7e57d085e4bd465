package io.agentaiops.eventbus.consumer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** The inbox table: ids of events whose effect is in the database. */
@ApplicationScoped
class InboxStore {

    private final Jdbi jdbi;

    InboxStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Notes the event in the current transaction; false when it was noted before. */
    boolean firstTime(String eventId) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "INSERT INTO inbox (event_id) VALUES (:id) ON CONFLICT DO NOTHING")
                        .bind("id", eventId)
                        .execute())
                == 1;
    }

    /** Forgets events older than Kafka could deliver again. */
    int forget(Duration olderThan) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                        "DELETE FROM inbox WHERE handled_at < now() - make_interval(secs => :seconds)")
                .bind("seconds", olderThan.toSeconds())
                .execute());
    }
}
