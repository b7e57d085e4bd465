package io.agentaiops.agentgateway.library;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of downloads. */
@ApplicationScoped
class PullStore {

    private static final String INSERT = """
            insert into model_pull (id, model, host, state, status, completed, total, requested_by, created_at, updated_at)
            values (:id, :model, :host, 'queued', '', 0, 0, :by, :now, :now)
            on conflict do nothing
            """;
    private static final String OPEN = """
            select * from model_pull
            where model = :model and coalesce(host, '') = coalesce(cast(:host as text), '') and ended_at is null
            """;
    private static final String CLAIM = """
            update model_pull set lease_owner = :owner, lease_until = :until, state = 'running'
            where id = :id and ended_at is null and (lease_until is null or lease_until < :now)
            returning *
            """;
    private static final String PROGRESS = """
            update model_pull set status = :status, at_host = :atHost, completed = :completed, total = :total,
                updated_at = :now, lease_until = :until
            where id = :id and lease_owner = :owner and ended_at is null
            """;
    private static final String END = """
            update model_pull set state = :state, reason = :reason, updated_at = :now, ended_at = :now,
                lease_owner = null, lease_until = null
            where id = :id and ended_at is null and (cast(:owner as text) is null or lease_owner = :owner)
            """;
    private static final String ABANDONED = """
            select id from model_pull where ended_at is null and (lease_until is null or lease_until < :now)
            order by created_at limit 10
            """;

    private final Jdbi jdbi;

    PullStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Stores a new download; false when the same one is under way. */
    boolean insert(String id, String model, @Nullable String host, String principal, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(INSERT)
                        .bind("id", id)
                        .bind("model", model)
                        .bind("host", host)
                        .bind("by", principal)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    Optional<Pull> open(String model, @Nullable String host) {
        return jdbi.withHandle(handle -> handle.createQuery(OPEN)
                .bind("model", model)
                .bind("host", host)
                .map((row, context) -> pull(row))
                .findOne());
    }

    Optional<Pull> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from model_pull where id = :id")
                .bind("id", id)
                .map((row, context) -> pull(row))
                .findOne());
    }

    List<Pull> newest(int limit) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from model_pull order by created_at desc limit :limit")
                        .bind("limit", limit)
                        .map((row, context) -> pull(row))
                        .list());
    }

    Optional<Pull> claim(String id, String owner, Instant now, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery(CLAIM)
                .bind("id", id)
                .bind("owner", owner)
                .bind("now", now)
                .bind("until", until)
                .map((row, context) -> pull(row))
                .findOne());
    }

    /** False when the download is no longer that owner's. */
    boolean progress(String id, String owner, String atHost, PullProgress progress, Instant now, Instant until) {
        return jdbi.withHandle(handle -> handle.createUpdate(PROGRESS)
                        .bind("id", id)
                        .bind("owner", owner)
                        .bind("status", progress.status())
                        .bind("atHost", atHost)
                        .bind("completed", progress.completed())
                        .bind("total", progress.total())
                        .bind("now", now)
                        .bind("until", until)
                        .execute())
                == 1;
    }

    /** Ends it, if nobody did before; with an owner only under its lease. */
    boolean end(String id, @Nullable String owner, Pull.State state, @Nullable String reason, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(END)
                        .bind("id", id)
                        .bind("owner", owner)
                        .bind("state", state.label())
                        .bind("reason", reason)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /** Downloads that nobody works on. */
    List<String> abandoned(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(ABANDONED)
                .bind("now", now)
                .mapTo(String.class)
                .list());
    }

    private static Pull pull(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Pull(
                row.getString("id"),
                row.getString("model"),
                row.getString("host"),
                Pull.State.of(row.getString("state")),
                row.getString("status"),
                row.getString("at_host"),
                row.getLong("completed"),
                row.getLong("total"),
                row.getString("reason"),
                row.getString("requested_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
