package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Silences that wait for a second person, in PostgreSQL. */
@ApplicationScoped
class SilenceRequestStore {

    private final Jdbi jdbi;

    SilenceRequestStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void add(SilenceRequests.Waiting waiting) {
        SilenceRequest wanted = waiting.wanted();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into silence_request (id, matchers, starts_at, ends_at, created_by, comment, requested_by,
                            reason, requested_at, replaces)
                        values (:id, :matchers, :startsAt, :endsAt, :createdBy, :comment, :requestedBy, :reason, :at,
                            :replaces::uuid)
                        """)
                .bind("id", waiting.id())
                .bind("matchers", wanted.matchers().toString())
                .bind("startsAt", wanted.startsAt().atOffset(ZoneOffset.UTC))
                .bind("endsAt", wanted.endsAt().atOffset(ZoneOffset.UTC))
                .bind("createdBy", wanted.createdBy())
                .bind("comment", wanted.comment())
                .bind("requestedBy", waiting.requestedBy())
                .bind("reason", waiting.reason())
                .bind("at", waiting.requestedAt().atOffset(ZoneOffset.UTC))
                .bind(
                        "replaces",
                        waiting.replaces() == null ? null : waiting.replaces().toString())
                .execute());
    }

    Optional<SilenceRequests.Waiting> lock(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from silence_request where id = :id for update")
                .bind("id", id)
                .map(SilenceRequestStore::waiting)
                .findOne());
    }

    Optional<SilenceRequests.Waiting> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from silence_request where id = :id")
                .bind("id", id)
                .map(SilenceRequestStore::waiting)
                .findOne());
    }

    List<SilenceRequests.Waiting> since(Instant instant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from silence_request where requested_at >= :since order by requested_at")
                .bind("since", instant.atOffset(ZoneOffset.UTC))
                .map(SilenceRequestStore::waiting)
                .list());
    }

    void delete(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from silence_request where id = :id")
                .bind("id", id)
                .execute());
    }

    void deleteBefore(Instant instant) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from silence_request where requested_at < :before")
                .bind("before", instant.atOffset(ZoneOffset.UTC))
                .execute());
    }

    private static SilenceRequests.Waiting waiting(ResultSet row, StatementContext context) throws SQLException {
        return new SilenceRequests.Waiting(
                row.getObject("id", UUID.class),
                new SilenceRequest(
                        new Matchers(MatcherParser.parse(row.getString("matchers"))),
                        instant(row, "starts_at"),
                        instant(row, "ends_at"),
                        row.getString("created_by"),
                        row.getString("comment")),
                row.getString("requested_by"),
                row.getString("reason"),
                instant(row, "requested_at"),
                row.getObject("replaces", UUID.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
