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
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** What rules remember of series, in PostgreSQL. */
@ApplicationScoped
class ThresholdStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String INSERT = """
            insert into threshold_state (rule, series, labels, last_value, last_seen_at, pending_since, raised_at,
                refreshed_at, part, total)
            select rule, series, labels::jsonb, value, seen::timestamptz, pending::timestamptz, raised::timestamptz,
                refreshed::timestamptz, decode(part, 'hex'), decode(total, 'hex')
            from unnest(:rules::text[], :series::text[], :labels::text[], :values::float8[], :seen::text[],
                :pending::text[], :raised::text[], :refreshed::text[], :parts::text[], :totals::text[])
                as given(rule, series, labels, value, seen, pending, raised, refreshed, part, total)
            """;

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
            write(handle.createUpdate(INSERT + "on conflict (rule, series) do nothing"), expected);
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
        jdbi.useHandle(handle -> write(handle.createUpdate(INSERT + """
                on conflict (rule, series) do update set last_value = excluded.last_value,
                    last_seen_at = excluded.last_seen_at, pending_since = excluded.pending_since,
                    raised_at = excluded.raised_at, refreshed_at = excluded.refreshed_at,
                    part = excluded.part, total = excluded.total
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

    /** Forgets the series of a rule that were not heard of since then; what another replica holds is left. */
    void forgetUnheard(String rule, Instant since) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        delete from threshold_state s using (
                            select series from threshold_state where rule = :rule and last_seen_at < :since
                            for update skip locked) as silent
                        where s.rule = :rule and s.series = silent.series
                        """)
                .bind("rule", rule)
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .execute());
    }

    List<SeriesState> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from threshold_state order by rule, series")
                .map(this::state)
                .list());
    }

    private void write(Update update, Collection<SeriesState> given) {
        if (given.isEmpty()) {
            return;
        }
        // In the order of their key, as every other transaction locks them.
        List<SeriesState> states = given.stream()
                .sorted(Comparator.comparing(SeriesState::rule).thenComparing(SeriesState::series))
                .toList();
        update.bindArray("rules", String.class, all(states, SeriesState::rule))
                .bindArray("series", String.class, all(states, SeriesState::series))
                .bindArray("labels", String.class, all(states, state -> json(state.labels())))
                .bindArray("values", Double.class, all(states, SeriesState::lastValue))
                .bindArray("seen", String.class, all(states, state -> text(state.lastSeenAt())))
                .bindArray("pending", String.class, all(states, state -> text(state.pendingSince())))
                .bindArray("raised", String.class, all(states, state -> text(state.raisedAt())))
                .bindArray("refreshed", String.class, all(states, state -> text(state.refreshedAt())))
                .bindArray("parts", String.class, all(states, state -> hex(state.part())))
                .bindArray("totals", String.class, all(states, state -> hex(state.total())))
                .execute();
    }

    /** One value of each state, in their order; null among them. */
    private static <T> Object[] all(List<SeriesState> states, Function<SeriesState, @Nullable T> value) {
        return states.stream().map(value).toArray();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable String hex(Window window) {
        return window.size() == 0 ? null : HexFormat.of().formatHex(window.bytes());
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
                instant(row, "refreshed_at"),
                Window.of(row.getBytes("part")),
                Window.of(row.getBytes("total")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
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
