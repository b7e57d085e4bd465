package io.agentaiops.alertrouter.alert;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** The alerts that last, in PostgreSQL, for those who keep a copy of them. */
@ApplicationScoped
public class LastingAlertStore {

    private static final int FETCHED_AT_ONCE = 1_000;

    private final Jdbi jdbi;
    private final AlertRowReader reader;

    LastingAlertStore(Jdbi jdbi, AlertRowReader reader) {
        this.jdbi = jdbi;
        this.reader = reader;
    }

    /**
     * The oldest transaction that is under way: what commits after this moment was changed by this one or a later one.
     */
    public String horizon() {
        return jdbi.withHandle(handle -> handle.createQuery("select pg_snapshot_xmin(pg_current_snapshot())::text")
                .mapTo(String.class)
                .one());
    }

    /** Alerts, in any state, that transactions from that one on changed; at most so many. */
    public List<Change> changedSince(String horizon, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select " + AlertStore.COLUMNS + " from alert where changed_xid >= :horizon::xid8 limit :limit")
                .bind("horizon", horizon)
                .bind("limit", limit)
                .map((row, context) ->
                        new Change(reader.row(row, context), row.getString(9).equals(AlertState.RESOLVED.column())))
                .list());
    }

    /** How many alerts last; counts no further than {@code limit}. */
    public int countLasting(Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from (select 1 from alert"
                        + " where state <> 'resolved' and ends_at > :now limit :limit) as counted")
                .bind("now", AlertStore.utc(now))
                .bind("limit", limit)
                .mapTo(Integer.class)
                .one());
    }

    /** Hands over all alerts that last, sorted by fingerprint, without ever holding all of them. */
    public void eachLasting(Instant now, Consumer<AlertRow> consumer) {
        QuarkusTransaction.joiningExisting()
                .run(() -> jdbi.useHandle(handle -> handle.createQuery("select " + AlertStore.COLUMNS
                                + " from alert where state <> 'resolved' and ends_at > :now order by fingerprint")
                        .bind("now", AlertStore.utc(now))
                        .setFetchSize(FETCHED_AT_ONCE)
                        .map(reader::row)
                        .forEach(consumer)));
    }

    /**
     * An alert that changed.
     *
     * @param row as it is now
     * @param over whether it is over
     */
    public record Change(AlertRow row, boolean over) {}

    /** An alert that lasts; {@code suppressed} when a silence or another alert keeps it quiet. */
    public record Urgent(AlertRow row, boolean suppressed) {}

    /**
     * So many of those that last, firing before suppressed, by severity, the youngest first. Labels are kept as compact
     * JSON, in which no value of another label can look like that of the severity: its quotes are escaped.
     */
    public List<Urgent> mostUrgent(Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + AlertStore.COLUMNS + """
                         from alert where state <> 'resolved' and ends_at > :now
                        order by state = :suppressed,
                            case when labels like '%"severity":"critical"%' then 0
                                when labels like '%"severity":"error"%' then 1
                                when labels like '%"severity":"warning"%' then 2
                                when labels like '%"severity":"info"%' then 4 else 3 end,
                            starts_at desc
                        limit :limit""")
                .bind("now", AlertStore.utc(now))
                .bind("suppressed", AlertState.SUPPRESSED.column())
                .bind("limit", limit)
                .map((row, context) ->
                        new Urgent(reader.row(row, context), row.getString(9).equals(AlertState.SUPPRESSED.column())))
                .list());
    }

    /** How many alerts last: those that fire, and those that are suppressed. */
    public record Counts(long firing, long suppressed) {}

    /** All that last. */
    public Counts counts(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) filter (where state <> :suppressed), count(*) filter (where state = :suppressed)
                        from alert where state <> 'resolved' and ends_at > :now""")
                .bind("now", AlertStore.utc(now))
                .bind("suppressed", AlertState.SUPPRESSED.column())
                .map((row, context) -> new Counts(row.getLong(1), row.getLong(2)))
                .one());
    }
}
