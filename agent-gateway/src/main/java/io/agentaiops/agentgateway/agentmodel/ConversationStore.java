package io.agentaiops.agentgateway.agentmodel;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of conversations that clients keep. */
@ApplicationScoped
class ConversationStore {

    private final Jdbi jdbi;

    ConversationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The session in which exactly this was said so far. It is taken: until its next answer is remembered, nobody else
     * finds it, so that two conversations that began alike never mix.
     */
    Optional<String> take(String principal, byte[] fingerprint, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update client_conversation set fingerprint = null, updated_at = :now
                        where session_id = (
                            select session_id from client_conversation
                            where principal = :principal and fingerprint = :fingerprint
                            order by updated_at desc limit 1 for update skip locked
                        )
                        returning session_id
                        """)
                .bind("now", now)
                .bind("principal", principal)
                .bind("fingerprint", fingerprint)
                .mapTo(String.class)
                .findOne());
    }

    /** The session of a conversation that its client gives a name. */
    Optional<String> named(String principal, byte[] fingerprint) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select session_id from client_conversation
                        where principal = :principal and fingerprint = :fingerprint
                        order by updated_at desc limit 1
                        """)
                .bind("principal", principal)
                .bind("fingerprint", fingerprint)
                .mapTo(String.class)
                .findOne());
    }

    /** Begins to know a session, unless a question asked twice made it known before. */
    void insert(String sessionId, String principal, byte @Nullable [] fingerprint, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into client_conversation (session_id, principal, fingerprint, updated_at)
                        values (:sessionId, :principal, :fingerprint, :now)
                        on conflict (session_id) do nothing
                        """)
                .bind("sessionId", sessionId)
                .bind("principal", principal)
                .bind("fingerprint", fingerprint)
                .bind("now", now)
                .execute());
    }

    /** The session is found by this from now on; nothing happens to one that is not known here, or is gone. */
    void remember(String sessionId, byte[] fingerprint, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update client_conversation set fingerprint = :fingerprint, updated_at = :now
                        where session_id = :sessionId and fingerprint is null
                        """)
                .bind("sessionId", sessionId)
                .bind("fingerprint", fingerprint)
                .bind("now", now)
                .execute());
    }
}
