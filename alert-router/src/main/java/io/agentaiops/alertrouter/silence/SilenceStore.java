package io.agentaiops.alertrouter.silence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.silence.Silence.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Silences in PostgreSQL. */
@ApplicationScoped
class SilenceStore {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    SilenceStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    void save(Silence silence) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into silence (id, matchers, starts_at, ends_at, created_by, set_by, comment, source, updated_at)
                        values (:id, :matchers::jsonb, :startsAt, :endsAt, :createdBy, :setBy, :comment, :source, :updatedAt)
                        on conflict (id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                            created_by = excluded.created_by, set_by = excluded.set_by, comment = excluded.comment, updated_at = excluded.updated_at
                        """)
                .bind("id", silence.id())
                .bind("matchers", write(silence.matchers()))
                .bind("startsAt", utc(silence.startsAt()))
                .bind("endsAt", utc(silence.endsAt()))
                .bind("createdBy", silence.createdBy())
                .bind("setBy", silence.setBy())
                .bind("comment", silence.comment())
                .bind("source", silence.source().name().toLowerCase(Locale.ROOT))
                .bind("updatedAt", utc(silence.updatedAt()))
                .execute());
    }

    Optional<Silence> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from silence where id = :id")
                .bind("id", id)
                .map(this::silence)
                .findOne());
    }

    /** As {@link #find}, locked until the transaction ends. */
    Optional<Silence> lock(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from silence where id = :id for update")
                .bind("id", id)
                .map(this::silence)
                .findOne());
    }

    List<Silence> endingAfter(Instant instant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from silence where ends_at > :instant order by ends_at, id")
                        .bind("instant", utc(instant))
                        .map(this::silence)
                        .list());
    }

    /**
     * Marks those that end within that time, and returns them: of those that were set by people for once and last longer
     * than twice the time. The end that was reminded of is kept, so that a silence that is extended is reminded of again.
     */
    List<Silence> markEnding(Instant now, Duration before) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update silence set reminded_of = ends_at
                        where ends_at > :now and ends_at <= :until and starts_at <= :now and source = 'api'
                          and ends_at - starts_at > 2 * (:until::timestamptz - :now::timestamptz)
                          and reminded_of is distinct from ends_at
                          and not exists (select 1 from recurring_silence_occurrence o where o.silence_id = silence.id)
                        returning *
                        """)
                .bind("now", utc(now))
                .bind("until", utc(now.plus(before)))
                .map(this::silence)
                .list());
    }

    private Silence silence(ResultSet row, StatementContext context) throws SQLException {
        return new Silence(
                row.getObject("id", UUID.class),
                read(row.getString("matchers")),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                row.getString("created_by"),
                row.getString("set_by"),
                row.getString("comment"),
                Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private String write(Matchers matchers) {
        try {
            return json.writeValueAsString(
                    matchers.all().stream().map(Object::toString).toList());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Matchers read(String text) {
        try {
            return new Matchers(json.readValue(text, TEXTS).stream()
                    .map(MatcherParser::parseOne)
                    .toList());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
