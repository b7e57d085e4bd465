package io.agentaiops.opsscheduler.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Reports in PostgreSQL. */
@ApplicationScoped
class ReportStore {

    private final Jdbi jdbi;

    ReportStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void save(UUID runId, Report report, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into report (run_id, markdown, html, created_at)
                        values (:runId, :markdown, :html, :now)
                        on conflict (run_id) do update set markdown = excluded.markdown, html = excluded.html""")
                .bind("runId", runId)
                .bind("markdown", report.markdown().replace('\0', '\uFFFD'))
                .bind("html", report.html().replace('\0', '\uFFFD'))
                .bind("now", now)
                .execute());
    }

    Optional<Report> find(UUID runId) {
        return jdbi.withHandle(handle -> handle.createQuery("select markdown, html from report where run_id = :runId")
                .bind("runId", runId)
                .map((row, context) -> new Report(row.getString("markdown"), row.getString("html")))
                .findOne());
    }
}
