package io.agentaiops.opsscheduler.compliance;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Penetration tests, scans and reviews, and what they found. */
@ApplicationScoped
class FindingStore {

    /**
     * A penetration test, a scan or a review.
     *
     * @param kind such as {@code penetration-test}
     */
    record Assessment(
            UUID id,
            String kind,
            String title,
            String performedBy,
            Instant performedAt,
            String scope,
            String summary,
            String recordedBy,
            Instant recordedAt) {}

    /**
     * Something that must be mended.
     *
     * @param state open, accepted (until its date, with the reason in the note) or closed
     */
    record Finding(
            UUID id,
            UUID assessmentId,
            String title,
            Severity severity,
            String state,
            String owner,
            LocalDate due,
            String note,
            String changedBy,
            Instant changedAt) {}

    private static final String INSERT_ASSESSMENT = """
            insert into assessment
                (id, kind, title, performed_by, performed_at, scope, summary, recorded_by, recorded_at)
            values (:id, :kind, :title, :performedBy, :performedAt, :scope, :summary, :recordedBy, :recordedAt)""";
    private static final String INSERT_FINDING = """
            insert into compliance_finding
                (id, assessment_id, title, severity, state, owner, due, note, changed_by, changed_at)
            values (:id, :assessment, :title, :severity, :state, :owner, :due, :note, :changedBy, :changedAt)""";
    private static final String UPDATE_FINDING = """
            update compliance_finding set state = :state, owner = :owner, due = :due, note = :note,
                changed_by = :changedBy, changed_at = :changedAt
            where id = :id""";

    private final Jdbi jdbi;

    FindingStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void add(Assessment assessment) {
        jdbi.useHandle(handle -> handle.createUpdate(INSERT_ASSESSMENT)
                .bind("id", assessment.id())
                .bind("kind", assessment.kind())
                .bind("title", assessment.title())
                .bind("performedBy", assessment.performedBy())
                .bind("performedAt", assessment.performedAt())
                .bind("scope", assessment.scope())
                .bind("summary", assessment.summary())
                .bind("recordedBy", assessment.recordedBy())
                .bind("recordedAt", assessment.recordedAt())
                .execute());
    }

    void add(Finding finding) {
        jdbi.useHandle(handle -> standing(handle.createUpdate(INSERT_FINDING), finding)
                .bind("assessment", finding.assessmentId())
                .bind("title", finding.title())
                .bind("severity", finding.severity().text())
                .execute());
    }

    void change(Finding finding) {
        jdbi.useHandle(
                handle -> standing(handle.createUpdate(UPDATE_FINDING), finding).execute());
    }

    /** What changes of a finding while it is worked on. */
    private static Update standing(Update update, Finding finding) {
        return update.bind("id", finding.id())
                .bind("state", finding.state())
                .bind("owner", finding.owner())
                .bind("due", finding.due())
                .bind("note", finding.note())
                .bind("changedBy", finding.changedBy())
                .bind("changedAt", finding.changedAt());
    }

    /** Newest first. */
    List<Assessment> assessments(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from assessment order by performed_at desc, id desc limit :limit")
                .bind("limit", limit)
                .map((row, context) -> assessment(row))
                .list());
    }

    Optional<Assessment> assessment(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from assessment where id = :id")
                .bind("id", id)
                .map((row, context) -> assessment(row))
                .findOne());
    }

    Optional<Finding> finding(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from compliance_finding where id = :id")
                .bind("id", id)
                .map((row, context) -> finding(row))
                .findOne());
    }

    /** Those not closed, the first due first. */
    List<Finding> open() {
        return findings("open");
    }

    /** Findings in that state, the first due first; {@code open} counts accepted ones, null means all. */
    List<Finding> findings(@Nullable String state) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from compliance_finding
                        where cast(:state as text) is null or state = :state or (:state = 'open' and state = 'accepted')
                        order by due, id limit 1000""")
                .bind("state", state)
                .map((row, context) -> finding(row))
                .list());
    }

    private static Assessment assessment(ResultSet row) throws SQLException {
        return new Assessment(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("title"),
                row.getString("performed_by"),
                row.getTimestamp("performed_at").toInstant(),
                row.getString("scope"),
                row.getString("summary"),
                row.getString("recorded_by"),
                row.getTimestamp("recorded_at").toInstant());
    }

    private static Finding finding(ResultSet row) throws SQLException {
        return new Finding(
                row.getObject("id", UUID.class),
                row.getObject("assessment_id", UUID.class),
                row.getString("title"),
                Severity.of(row.getString("severity")),
                row.getString("state"),
                row.getString("owner"),
                row.getObject("due", LocalDate.class),
                row.getString("note"),
                row.getString("changed_by"),
                row.getTimestamp("changed_at").toInstant());
    }
}
