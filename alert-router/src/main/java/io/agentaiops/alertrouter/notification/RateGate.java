package io.agentaiops.alertrouter.notification;

import static io.agentaiops.alertrouter.notification.NotificationStore.utc;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps receivers from getting more than their {@link RateLimit}, by the generic cell rate algorithm (ITU-T I.371): one row
 * for each way says when the next message would be due if they were spread evenly. All replicas share it.
 */
@ApplicationScoped
class RateGate {

    private static final String CRITICAL = "critical";

    private final Jdbi jdbi;
    private final Clock clock;

    RateGate(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Zero when the notification may go now, and is counted; else how long until there is a place. */
    Duration pause(Receiver receiver, Notification notification) {
        RateLimit limit = receiver.limit().orElse(null);
        if (limit == null || isUrgent(notification.message())) {
            return Duration.ZERO;
        }
        return QuarkusTransaction.requiringNew().call(() -> take(notification.way(), limit));
    }

    private static boolean isUrgent(Message message) {
        return message.severity().equals(CRITICAL) && message.reason() != NotificationReason.UPDATE;
    }

    private Duration take(String way, RateLimit limit) {
        Instant now = clock.instant();
        Duration tolerance = limit.per().minus(limit.interval());
        boolean taken = jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into receiver_rate as r (way, due_at)
                                values (:way, :now::timestamptz + :interval * interval '1 millisecond')
                                on conflict (way) do update
                                set due_at = greatest(r.due_at, :now) + :interval * interval '1 millisecond'
                                where r.due_at <= :now::timestamptz + :tolerance * interval '1 millisecond'
                                """)
                        .bind("way", way)
                        .bind("now", utc(now))
                        .bind("interval", limit.interval().toMillis())
                        .bind("tolerance", tolerance.toMillis())
                        .execute())
                == 1;
        if (taken) {
            return Duration.ZERO;
        }
        Instant due = jdbi.withHandle(handle -> handle.createQuery("select due_at from receiver_rate where way = :way")
                .bind("way", way)
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant());
        Duration pause = Duration.between(now, due.minus(tolerance));
        return pause.isPositive() ? pause : Duration.ofMillis(1);
    }
}
