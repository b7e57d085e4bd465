package io.agentaiops.opsscheduler.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Alerts that runs raised and that no later run has ended yet. */
@ApplicationScoped
class OpenAlertStore {

    /** An alert as it was raised. */
    record OpenAlert(String severity, Instant startsAt) {}

    private final Jdbi jdbi;

    OpenAlertStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Opens the alert of a step, or of the run as a whole; says since when it is open. */
    Instant open(Run run, @Nullable StepRun step, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into open_alert (procedure_id, step_id, severity, starts_at)
                        values (:procedureId, :stepId, :severity, :now)
                        on conflict (procedure_id, step_id) do update set severity = excluded.severity
                        returning starts_at""")
                .bind("procedureId", run.procedureId())
                .bind("stepId", step == null ? "" : step.stepId())
                .bind("severity", run.alertSeverity().text())
                .bind("now", now)
                .map((row, context) -> row.getTimestamp("starts_at").toInstant())
                .one());
    }

    /** Closes it; empty when it was not open. */
    Optional<OpenAlert> close(Run run, @Nullable StepRun step) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        delete from open_alert where procedure_id = :procedureId and step_id = :stepId
                        returning severity, starts_at""")
                .bind("procedureId", run.procedureId())
                .bind("stepId", step == null ? "" : step.stepId())
                .map((row, context) -> new OpenAlert(
                        row.getString("severity"), row.getTimestamp("starts_at").toInstant()))
                .findOne());
    }
}
