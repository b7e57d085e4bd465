package io.agentaiops.alertrouter.threshold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.alert.Labels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** What rules remember of series, in PostgreSQL. */
@ApplicationScoped
class ThresholdStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final Clock clock;

    ThresholdStore(Jdbi jdbi, ObjectMapper json, Clock clock) {
        this.jdbi = jdbi;
        this.json = json;
        this.clock = clock;
    }

    /** Takes note of the series that the rules expect, and forgets what belongs to rules that are no more. */
    @Transactional
    void expect(List<ThresholdRule> rules) {
        Instant now = clock.instant();
        List<SeriesState> expected = rules.stream()
                .flatMap(rule -> rule.expected().stream()
                        .map(labels -> SeriesState.unheard(rule.alert(), rule.series(labels), now)))
                .toList();
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from threshold_state where rule <> all(:rules)")
                    .bindArray(
                            "rules",
                            String.class,
                            rules.stream().map(ThresholdRule::alert).toList())
                    .execute();
            write(
                    handle.prepareBatch(
                            "insert into threshold_state values (:rule, :series, :labels::jsonb, :lastValue, :lastSeenAt,"
                                    + " :pendingSince, :raisedAt, :refreshedAt) on conflict (rule, series) do nothing"),
                    expected);
        });
    }

    /** The states of these series, locked; a series that is not there has none. */
    List<SeriesState> lock(List<String> rules, List<String> series) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select s.* from threshold_state s
                        join unnest(:rules::text[], :series::text[]) as wanted(rule, series)
                            on wanted.rule = s.rule and wanted.series = s.series
                        order by s.rule, s.series for update of s
                        """)
                .bindArray("rules", String.class, rules)
                .bindArray("series", String.class, series)
                .map(this::state)
                .list());
    }

    /** Series of a rule that were not heard of since then, locked, leaving out what another replica holds. */
    List<SeriesState> lockUnheard(String rule, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from threshold_state where rule = :rule and last_seen_at <= :since
                        order by series for update skip locked
                        """)
                .bind("rule", rule)
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .map(this::state)
                .list());
    }

    void save(Collection<SeriesState> states) {
        jdbi.useHandle(handle -> write(handle.prepareBatch("""
                        insert into threshold_state values (:rule, :series, :labels::jsonb, :lastValue, :lastSeenAt,
                            :pendingSince, :raisedAt, :refreshedAt)
                        on conflict (rule, series) do update set last_value = excluded.last_value,
                            last_seen_at = excluded.last_seen_at, pending_since = excluded.pending_since,
                            raised_at = excluded.raised_at, refreshed_at = excluded.refreshed_at
                        """), states));
    }

    void forget(Collection<SeriesState> states) {
        jdbi.useHandle(handle -> {
            PreparedBatch batch =
                    handle.prepareBatch("delete from threshold_state where rule = :rule and series = :series");
            states.forEach(state -> batch.bind("rule", state.rule())
                    .bind("series", state.series())
                    .add());
            if (batch.size() > 0) {
                batch.execute();
            }
        });
    }

    List<SeriesState> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from threshold_state order by rule, series")
                .map(this::state)
                .list());
    }

    private void write(PreparedBatch batch, Collection<SeriesState> states) {
        for (SeriesState state : states) {
            batch.bind("rule", state.rule())
                    .bind("series", state.series())
                    .bind("labels", json(state.labels()))
                    .bind("lastValue", state.lastValue())
                    .bind("lastSeenAt", state.lastSeenAt().atOffset(ZoneOffset.UTC))
                    .bind("pendingSince", utc(state.pendingSince()))
                    .bind("raisedAt", utc(state.raisedAt()))
                    .bind("refreshedAt", utc(state.refreshedAt()))
                    .add();
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private SeriesState state(ResultSet row, StatementContext context) throws SQLException {
        double value = row.getDouble("last_value");
        Double lastValue = row.wasNull() ? null : Double.valueOf(value);
        return new SeriesState(
                row.getString("rule"),
                Labels.of(labels(row.getString("labels"))),
                lastValue,
                row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                instant(row, "pending_since"),
                instant(row, "raised_at"),
                instant(row, "refreshed_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private String json(Labels labels) {
        try {
            return json.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> labels(String text) {
        try {
            return json.readValue(text, TEXTS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
