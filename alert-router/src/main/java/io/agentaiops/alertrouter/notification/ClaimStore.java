package io.agentaiops.alertrouter.notification;

import static io.agentaiops.alertrouter.notification.NotificationStore.utc;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Claims that nobody will settle, in PostgreSQL. */
@ApplicationScoped
class ClaimStore {

    private final Jdbi jdbi;

    ClaimStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Lets claims of replicas that are no more run out now. */
    int freeOrphans(Instant now) {
        return jdbi.withHandle(handle ->
                handle.createUpdate("""
                        update notification n set claimed_until = :past
                        where n.state = 'sending' and n.claimed_by is not null and n.claimed_until > :past
                          and not exists (select 1 from replica r where r.id = n.claimed_by)
                        """).bind("past", utc(now.minusMillis(1))).execute());
    }

    /** What that replica has claimed until before then. */
    List<UUID> claimedBy(UUID replica, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id from notification
                        where state = 'sending' and claimed_by = :replica and claimed_until < :until
                        """)
                .bind("replica", replica)
                .bind("until", utc(until))
                .mapTo(UUID.class)
                .list());
    }

    /** Gives claims back as if they had not been: nothing was begun. */
    void giveBack(List<UUID> ids, UUID replica) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update notification set state = 'pending', attempts = attempts - 1, claimed_until = null
                        where id = any(:ids::text[]::uuid[]) and state = 'sending' and claimed_by = :replica
                        """)
                .bindArray("ids", String.class, ids.stream().map(UUID::toString).toList())
                .bind("replica", replica)
                .execute());
    }
}
