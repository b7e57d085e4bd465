package io.agentaiops.agentgateway.cache;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The versions of documents that events told of. */
@ApplicationScoped
class KnownDocumentStore {

    private final Jdbi jdbi;

    KnownDocumentStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<String> hashOf(String documentId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select content_hash from known_document where document_id = :id for update")
                .bind("id", documentId)
                .mapTo(String.class)
                .findOne());
    }

    void put(String documentId, String hash, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into known_document (document_id, content_hash, changed_at) values (:id, :hash, :at)
                        on conflict (document_id) do update
                            set content_hash = excluded.content_hash, changed_at = excluded.changed_at
                        """)
                .bind("id", documentId)
                .bind("hash", hash)
                .bind("at", at)
                .execute());
    }
}
