package io.agentaiops.alertrouter.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Alerts in PostgreSQL. Writers take rows in the order of their fingerprints, inserts before locks, so that two of
 * them never wait for each other.
 */
@ApplicationScoped
public class AlertStore {

    private static final int PAGE = 2_000;
    static final String COLUMNS =
            "fingerprint, labels, annotations, starts_at, ends_at, end_assumed, updated_at, generator_url, state";
    private static final String ROWS = """
            unnest(:fingerprints::text[], :labels::text[], :annotations::text[], :startsAt::text[], :endsAt::text[],
                   :endAssumed::boolean[], :updatedAt::text[], :generatorUrls::text[], :states::text[])
                as row(fingerprint, labels, annotations, starts_at, ends_at, end_assumed, updated_at, generator_url, state)
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final AlertRowReader reader;

    AlertStore(Jdbi jdbi, ObjectMapper json, AlertRowReader reader) {
        this.jdbi = jdbi;
        this.json = json;
        this.reader = reader;
    }

    /** Stores those that are not known yet; returns which these were. {@code alerts} must be sorted by fingerprint. */
    public Set<Fingerprint> insertNew(List<StoredAlert> alerts) {
        String sql = "insert into alert (" + COLUMNS + ")"
                + " select fingerprint, labels, annotations, starts_at::timestamptz, ends_at::timestamptz,"
                + " end_assumed, updated_at::timestamptz, generator_url, state from " + ROWS
                + " on conflict (fingerprint) do nothing returning fingerprint";
        return jdbi.withHandle(handle -> new HashSet<>(bindRows(handle.createQuery(sql), alerts)
                .map((row, context) -> new Fingerprint(row.getString(1)))
                .list()));
    }

    /** Those of the fingerprints that are known, locked until the transaction ends. */
    public Map<Fingerprint, StoredAlert> lock(Collection<Fingerprint> fingerprints) {
        if (fingerprints.isEmpty()) {
            return Map.of();
        }
        return byFingerprint(jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS
                        + " from alert where fingerprint = any(:fingerprints) order by fingerprint for update")
                .bindArray("fingerprints", String.class, values(fingerprints))
                .map(reader::alert)
                .list()));
    }

    /** Replaces rows that are locked by this transaction. */
    public void update(List<StoredAlert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        String sql = "update alert a set annotations = row.annotations, starts_at = row.starts_at::timestamptz,"
                + " ends_at = row.ends_at::timestamptz, end_assumed = row.end_assumed,"
                + " updated_at = row.updated_at::timestamptz, generator_url = row.generator_url, state = row.state,"
                + " changed_xid = pg_current_xact_id() from "
                + ROWS + " where a.fingerprint = row.fingerprint";
        jdbi.useHandle(handle -> bindRows(handle.createUpdate(sql), alerts).execute());
    }

    /** Alerts that ended without anybody saying so since; locked, leaving out what another replica holds. */
    public List<StoredAlert> lockEnded(Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + " from alert"
                        + " where state <> 'resolved' and ends_at <= :now order by fingerprint limit :limit"
                        + " for update skip locked")
                .bind("now", utc(now))
                .bind("limit", limit)
                .map(reader::alert)
                .list());
    }

    /** Hands over all alerts that last, sorted by fingerprint, some at a time: in a storm nobody may hold all of them. */
    public void eachLasting(Instant now, Consumer<List<StoredAlert>> some) {
        String after = "";
        List<StoredAlert> page;
        do {
            page = page(now, after);
            if (!page.isEmpty()) {
                some.accept(page);
                after = page.getLast().fingerprint().value();
            }
        } while (page.size() == PAGE);
    }

    private List<StoredAlert> page(Instant now, String after) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + """
                         from alert where state <> 'resolved' and ends_at > :now and fingerprint > :after
                        order by fingerprint limit :page""")
                .bind("now", utc(now))
                .bind("after", after)
                .bind("page", PAGE)
                .map(reader::alert)
                .list());
    }

    /** Alerts heard of since then, the newest first. */
    public List<StoredAlert> heardSince(Instant since, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS
                        + " from alert where updated_at >= :since order by updated_at desc limit :limit")
                .bind("since", utc(since))
                .bind("limit", limit)
                .map(reader::alert)
                .list());
    }

    /** Those of the fingerprints that are known. */
    public Map<Fingerprint, StoredAlert> find(Collection<Fingerprint> fingerprints) {
        if (fingerprints.isEmpty()) {
            return Map.of();
        }
        return byFingerprint(jdbi.withHandle(
                handle -> handle.createQuery("select " + COLUMNS + " from alert where fingerprint = any(:fingerprints)")
                        .bindArray("fingerprints", String.class, values(fingerprints))
                        .map(reader::alert)
                        .list()));
    }

    private <S extends SqlStatement<S>> S bindRows(S statement, List<StoredAlert> alerts) {
        return statement
                .bindArray(
                        "fingerprints",
                        String.class,
                        texts(alerts, a -> a.fingerprint().value()))
                .bindArray(
                        "labels",
                        String.class,
                        texts(alerts, a -> write(a.alert().labels())))
                .bindArray(
                        "annotations",
                        String.class,
                        texts(alerts, a -> write(a.alert().annotations())))
                .bindArray(
                        "startsAt",
                        String.class,
                        texts(alerts, a -> a.alert().startsAt().toString()))
                .bindArray(
                        "endsAt",
                        String.class,
                        texts(alerts, a -> a.alert().endsAt().toString()))
                .bindArray(
                        "endAssumed",
                        Boolean.class,
                        alerts.stream().map(a -> a.alert().endAssumed()).toList())
                .bindArray(
                        "updatedAt",
                        String.class,
                        texts(alerts, a -> a.alert().updatedAt().toString()))
                .bindArray(
                        "generatorUrls",
                        String.class,
                        texts(alerts, a -> a.alert().generatorUrl()))
                .bindArray("states", String.class, texts(alerts, a -> a.state().column()));
    }

    private static List<String> texts(List<StoredAlert> alerts, Function<StoredAlert, String> text) {
        return alerts.stream().map(text).toList();
    }

    private static List<String> values(Collection<Fingerprint> fingerprints) {
        return fingerprints.stream().map(Fingerprint::value).toList();
    }

    private static Map<Fingerprint, StoredAlert> byFingerprint(List<StoredAlert> alerts) {
        Map<Fingerprint, StoredAlert> found = new HashMap<>();
        alerts.forEach(alert -> found.put(alert.fingerprint(), alert));
        return found;
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
