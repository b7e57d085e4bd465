package io.agentaiops.alertrouter.investigation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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

    /**
     * How many there were.
     *
     * @param all altogether
     * @param withoutPolicy of these about alerts that no escalation policy is for
     */
    record Count(int all, int withoutPolicy) {}

    /** Others that count wait until this transaction ends. */
    void lockCount() {
        jdbi.useHandle(handle ->
                handle.execute("select pg_advisory_xact_lock(hashtext('alert-router investigation budget'))"));
    }

    /** Counts those since then. */
    Count countSince(Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*), count(*) filter (where i.policy = '')
                        from investigation v join incident i on i.id = v.incident_id where v.asked_at > :since
                        """)
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .map((row, context) -> new Count(row.getInt(1), row.getInt(2)))
                .one());
    }

    /** Ends those that were asked before then and never answered; returns their incidents. */
    List<UUID> endUnanswered(Instant askedBefore, Instant at) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update investigation set ended_at = :at where operation_id in (
                            select operation_id from investigation where ended_at is null and asked_at < :before
                            limit 100 for update skip locked)
                        returning incident_id
                        """)
                .bind("before", askedBefore.atOffset(ZoneOffset.UTC))
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .mapTo(UUID.class)
                .list());
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
