package io.agentaiops.opsscheduler.drift;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** For which documents somebody looked last, in PostgreSQL. Takes part in the caller's transaction. */
@ApplicationScoped
class DriftLookStore {

    private final Jdbi jdbi;

    DriftLookStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Whether the caller is to look: the documents are others than last time, which was before that. */
    boolean claim(String documents, Instant now, Instant before) {
        return jdbi.withHandle(handle -> {
            // The first documents of an installation are no change.
            handle.createUpdate("""
                            insert into drift_look (documents, asked_at) values (:documents, :now)
                            on conflict do nothing""")
                    .bind("documents", documents)
                    .bind("now", now)
                    .execute();
            return handle.createUpdate("""
                                    update drift_look set documents = :documents, asked_at = :now
                                    where documents <> :documents and asked_at <= :before""")
                            .bind("documents", documents)
                            .bind("now", now)
                            .bind("before", before)
                            .execute()
                    == 1;
        });
    }

    /** Those that were looked at last. */
    String documents() {
        return jdbi.withHandle(handle -> handle.createQuery("select documents from drift_look")
                .mapTo(String.class)
                .one());
    }
}
