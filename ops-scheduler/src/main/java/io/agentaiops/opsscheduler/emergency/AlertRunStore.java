package io.agentaiops.opsscheduler.emergency;

import io.agentaiops.opsscheduler.procedure.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Which alert started which runbook, and whom it has called since. Writing methods take part in the caller's transaction. */
@ApplicationScoped
class AlertRunStore {

    /**
     * A runbook that an alert started.
     *
     * @param severity of the emergency: the alert's, or the runbook's where that is worse
     * @param level the level called so far
     */
    record AlertRun(
            String fingerprint, Instant startsAt, String procedureId, UUID runId, Severity severity, int level) {}

    private final Jdbi jdbi;

    AlertRunStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Whether this firing of the alert has not started the runbook before. */
    boolean claim(AlertRun run, @Nullable Instant nextAt) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into alert_run (fingerprint, starts_at, procedure_id, run_id, severity, level, next_at)
                                values (:fingerprint, :startsAt, :procedureId, :runId, :severity, :level, :nextAt)
                                on conflict do nothing""")
                        .bind("fingerprint", run.fingerprint())
                        .bind("startsAt", run.startsAt())
                        .bind("procedureId", run.procedureId())
                        .bind("runId", run.runId())
                        .bind("severity", run.severity().text())
                        .bind("level", run.level())
                        .bind("nextAt", nextAt)
                        .execute())
                == 1;
    }

    /** Ends the clocks of an alert and gives back the runbooks that it had started. */
    List<AlertRun> resolve(String fingerprint, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update alert_run set resolved_at = :now, next_at = null
                        where fingerprint = :fingerprint and resolved_at is null returning *""")
                .bind("fingerprint", fingerprint)
                .bind("now", now)
                .map((row, context) -> alertRun(row))
                .list());
    }

    /** Whether an alert that the procedure is for fires still. */
    boolean fires(String procedureId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select 1 from alert_run where procedure_id = :id and resolved_at is null)")
                .bind("id", procedureId)
                .mapTo(Boolean.class)
                .one());
    }

    /** The highest level that an alert of that severity calls for the procedure still; 1 when there is none. */
    int level(String procedureId, Severity severity) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(max(level), 1) from alert_run
                        where procedure_id = :id and severity = :severity and resolved_at is null""")
                .bind("id", procedureId)
                .bind("severity", severity.text())
                .mapTo(Integer.class)
                .one());
    }

    /** Those whose next level must be called, locked for this transaction. */
    List<AlertRun> lockDue(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from alert_run where next_at <= :now order by next_at limit 50 for update skip locked""")
                .bind("now", now)
                .map((row, context) -> alertRun(row))
                .list());
    }

    /** Has those whom nobody was called for yet call somebody then, unless they do sooner or have nobody to call. */
    void bringForward(UUID runId, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update alert_run set next_at = :at where run_id = :runId and level = 1 and next_at > :at")
                .bind("at", at)
                .bind("runId", runId)
                .execute());
    }

    void called(AlertRun run, int level, @Nullable Instant nextAt) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update alert_run set level = :level, next_at = :nextAt
                        where fingerprint = :fingerprint and starts_at = :startsAt and procedure_id = :procedureId""")
                .bind("level", level)
                .bind("nextAt", nextAt)
                .bind("fingerprint", run.fingerprint())
                .bind("startsAt", run.startsAt())
                .bind("procedureId", run.procedureId())
                .execute());
    }

    private static AlertRun alertRun(ResultSet row) throws SQLException {
        return new AlertRun(
                row.getString("fingerprint"),
                row.getTimestamp("starts_at").toInstant(),
                row.getString("procedure_id"),
                row.getObject("run_id", UUID.class),
                EscalationTimes.parse(row.getString("severity")),
                row.getInt("level"));
    }
}
