package io.agentaiops.opsscheduler.drift;

import io.agentaiops.opsscheduler.drift.MachineCheck.Drift;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What the last validation found, in PostgreSQL: every replica shows it. */
@ApplicationScoped
class DriftStore {

    /** A step that does not fit the machine. */
    record Finding(String procedure, String step, int line, String problem, Instant since) {}

    private final Jdbi jdbi;

    DriftStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Replaces what is known; what was found before keeps the time since when. */
    @Transactional
    void replace(List<Drift> drifts, Instant now) {
        jdbi.useHandle(handle -> {
            handle.execute("""
                    create temporary table found (procedure_id text, step_id text, line integer, problem text)
                    on commit drop""");
            PreparedBatch batch = handle.prepareBatch("insert into found values (:procedure, :step, :line, :problem)");
            drifts.forEach(drift -> batch.bind("procedure", drift.procedure().id())
                    .bind("step", drift.step().id())
                    .bind("line", drift.step().firstLine())
                    .bind("problem", drift.problem())
                    .add());
            if (!drifts.isEmpty()) {
                batch.execute();
            }
            handle.execute("""
                    delete from procedure_drift d where not exists (select 1 from found f
                        where f.procedure_id = d.procedure_id and f.step_id = d.step_id and f.problem = d.problem)""");
            handle.createUpdate("""
                            insert into procedure_drift (procedure_id, step_id, line, problem, since)
                            select distinct on (procedure_id, step_id, problem) procedure_id, step_id, line, problem,
                                cast(:now as timestamptz) from found
                            on conflict (procedure_id, step_id, problem) do update set line = excluded.line""").bind("now", now).execute();
        });
    }

    List<Finding> all() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from procedure_drift order by procedure_id, line, problem")
                .map((row, context) -> new Finding(
                        row.getString("procedure_id"),
                        row.getString("step_id"),
                        row.getInt("line"),
                        row.getString("problem"),
                        row.getTimestamp("since").toInstant()))
                .list());
    }
}
