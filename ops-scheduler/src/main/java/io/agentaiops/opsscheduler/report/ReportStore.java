package io.agentaiops.opsscheduler.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Reports in PostgreSQL. */
@ApplicationScoped
class ReportStore {

    private final Jdbi jdbi;

    ReportStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void save(UUID runId, Report report, Instant now) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into report (run_id, markdown, html, created_at)
                            values (:runId, :markdown, :html, :now)
                            on conflict (run_id) do update set markdown = excluded.markdown, html = excluded.html""")
                    .bind("runId", runId)
                    .bind("markdown", report.markdown().replace('\0', '\uFFFD'))
                    .bind("html", report.html().replace('\0', '\uFFFD'))
                    .bind("now", now)
                    .execute();
            if (!report.charts().isEmpty()) {
                saveCharts(handle, runId, report);
            }
        });
    }

    private static void saveCharts(Handle handle, UUID runId, Report report) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into report_chart (run_id, position, svg) values (:runId, :position, :svg)
                on conflict (run_id, position) do update set svg = excluded.svg""");
        for (int i = 0; i < report.charts().size(); i++) {
            batch.bind("runId", runId)
                    .bind("position", i)
                    .bind("svg", report.charts().get(i).replace('\0', '\uFFFD'))
                    .add();
        }
        batch.execute();
    }

    /** The report without its drawings; the page holds them. */
    Optional<Report> find(UUID runId) {
        return jdbi.withHandle(handle -> handle.createQuery("select markdown, html from report where run_id = :runId")
                .bind("runId", runId)
                .map((row, context) -> new Report(row.getString("markdown"), row.getString("html"), List.of()))
                .findOne());
    }

    Optional<String> chart(UUID runId, int position) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select svg from report_chart where run_id = :runId and position = :position")
                .bind("runId", runId)
                .bind("position", position)
                .mapTo(String.class)
                .findOne());
    }
}
