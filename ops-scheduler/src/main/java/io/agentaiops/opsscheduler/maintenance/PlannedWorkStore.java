package io.agentaiops.opsscheduler.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Work that runs have left for a window. */
@ApplicationScoped
class PlannedWorkStore {

    /** What is to be done at a due time of a procedure, and the run that asked for it. */
    record Work(UUID runId, String procedureId, Instant dueAt, String note) {
        Map<String, Object> toMap() {
            return Map.of("note", note, "dueAt", dueAt.toString(), "plannedBy", "/api/v1/operations/" + runId);
        }
    }

    private final Jdbi jdbi;

    PlannedWorkStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Once for each run and due time. */
    @Transactional
    void plan(Work work, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into planned_work (run_id, procedure_id, due_at, note, planned_at)
                        values (:run, :procedure, :due, :note, :now) on conflict do nothing""")
                .bind("run", work.runId())
                .bind("procedure", work.procedureId())
                .bind("due", work.dueAt())
                .bind("note", work.note())
                .bind("now", now)
                .execute());
    }

    /** What is planned for due times of the procedure in {@code [from, to)}. */
    List<Work> planned(String procedureId, Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from planned_work
                        where procedure_id = :procedure and due_at >= :from and due_at < :to order by planned_at""")
                .bind("procedure", procedureId)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new Work(
                        row.getObject("run_id", UUID.class),
                        row.getString("procedure_id"),
                        row.getTimestamp("due_at").toInstant(),
                        row.getString("note")))
                .list());
    }
}
