package io.agentaiops.alertrouter.investigation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Which incidents the agent was asked about. */
@ApplicationScoped
class InvestigationStore {

    private final Jdbi jdbi;

    InvestigationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Counts those since then; others that count wait until this transaction ends. */
    int countSince(Instant since) {
        return jdbi.withHandle(handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtext('alert-router investigation budget'))");
            return handle.createQuery("select count(*) from investigation where asked_at > :since")
                    .bind("since", since.atOffset(ZoneOffset.UTC))
                    .mapTo(Integer.class)
                    .one();
        });
    }

    void asked(String operationId, UUID incident, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into investigation (operation_id, incident_id, asked_at) values (:id, :incident, :at)")
                .bind("id", operationId)
                .bind("incident", incident)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute());
    }

    /** Ends one; the incident, empty when there is none such or it had ended. */
    Optional<UUID> ended(String operationId, String runId, Instant at) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update investigation set ended_at = :at, run_id = :run
                        where operation_id = :id and ended_at is null returning incident_id
                        """)
                .bind("id", operationId)
                .bind("run", runId)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .mapTo(UUID.class)
                .findFirst());
    }
}
