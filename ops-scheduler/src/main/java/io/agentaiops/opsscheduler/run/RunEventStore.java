package io.agentaiops.opsscheduler.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The history of runs: every change in order, as people saw it. */
@ApplicationScoped
class RunEventStore {

    /**
     * One change.
     *
     * @param id grows with every change of the same run
     * @param stepId the step that changed; null when it was the run
     */
    record Entry(
            long id,
            String runState,
            @Nullable String stepId,
            @Nullable String stepState,
            String summary,
            Instant at) {}

    private final Jdbi jdbi;

    RunEventStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void append(Run run, @Nullable StepRun step, String summary, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into run_event (run_id, run_state, step_id, step_state, summary, at)
                        values (:runId, :runState, :stepId, :stepState, :summary, :at)""")
                .bind("runId", run.id())
                .bind("runState", run.state().text())
                .bind("stepId", step == null ? null : step.stepId())
                .bind("stepState", step == null ? null : step.state().text())
                .bind("summary", summary)
                .bind("at", at)
                .execute());
    }

    /** Changes of the run after that one. */
    List<Entry> after(UUID runId, long id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from run_event where run_id = :runId and id > :id order by id")
                .bind("runId", runId)
                .bind("id", id)
                .map((row, context) -> new Entry(
                        row.getLong("id"),
                        row.getString("run_state"),
                        row.getString("step_id"),
                        row.getString("step_state"),
                        row.getString("summary"),
                        row.getTimestamp("at").toInstant()))
                .list());
    }
}
