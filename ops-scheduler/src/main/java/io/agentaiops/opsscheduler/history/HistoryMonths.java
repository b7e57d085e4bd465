package io.agentaiops.opsscheduler.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The history of runs and due times, a partition for each month (UTC): what is too old goes by dropping its month, in the
 * same time for ten runs and for a million. The month's name is the last part of the partition's; the oldest one also holds
 * what was there before there were partitions.
 */
@ApplicationScoped
class HistoryMonths {

    /** What is cut by month, and by which column: the id of a run, which begins with its time, or a time. */
    private static final Map<String, String> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("run", "id");
        List.of("run_step", "run_event", "report", "report_chart").forEach(table -> TABLES.put(table, "run_id"));
        TABLES.put("occurrence", "due_at");
    }

    private static final Pattern MONTH = Pattern.compile("run_(\\d{4})_(\\d{2})");

    private final Jdbi jdbi;

    HistoryMonths(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Makes room for a month, if there is none yet. Nobody is kept waiting for longer than a few seconds: then it fails. */
    @Transactional
    void open(YearMonth month) {
        jdbi.useHandle(handle -> {
            alone(handle);
            if (!all(handle).contains(month)) {
                TABLES.forEach((table, column) -> open(handle, table, column, month));
            }
        });
    }

    /** Months that ended before that one began, oldest first. */
    List<YearMonth> before(YearMonth first) {
        return jdbi.withHandle(handle ->
                all(handle).stream().filter(month -> month.isBefore(first)).toList());
    }

    /**
     * Removes the month with all its runs, their steps, changes and reports, and says how many runs there were; empty when
     * there is no such month any more. Takes part in the caller's transaction.
     */
    Optional<Long> drop(YearMonth month) {
        return jdbi.withHandle(handle -> {
            alone(handle);
            if (!all(handle).contains(month)) {
                return Optional.empty();
            }
            long runs = handle.createQuery("select count(*) from " + partition("run", month))
                    .mapTo(Long.class)
                    .one();
            TABLES.keySet().forEach(table -> handle.execute("drop table " + partition(table, month)));
            return Optional.of(runs);
        });
    }

    private static void open(Handle handle, String table, String column, YearMonth month) {
        String part = partition(table, month);
        String rest = table + "_default";
        String from = bound(column, month);
        String to = bound(column, month.plusMonths(1));
        handle.execute("lock table " + rest + " in access exclusive mode");
        handle.execute("create table " + part + " (like " + table + " including defaults including constraints)");
        // What was stored while there was no room for it, because nobody had run for months.
        handle.execute("with moved as (delete from " + rest + " where " + column + " >= " + from + " and " + column
                + " < " + to + " returning *) insert into " + part + " select * from moved");
        handle.execute("alter table " + table + " attach partition " + part + " for values from (" + from + ") to ("
                + to + ")");
    }

    /** One replica at a time, and no long queue behind a reader who takes his time, such as a backup. */
    private static void alone(Handle handle) {
        handle.execute("set local lock_timeout = '5s'");
        handle.createQuery("select 1 from pg_advisory_xact_lock(hashtext('ops_scheduler.history'))")
                .mapTo(Integer.class)
                .one();
    }

    private static List<YearMonth> all(Handle handle) {
        return handle.createQuery("""
                        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = cast('run' as regclass) order by c.relname""").mapTo(String.class).stream()
                .map(MONTH::matcher)
                .filter(Matcher::matches)
                .map(name -> YearMonth.of(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2))))
                .toList();
    }

    private static String partition(String table, YearMonth month) {
        return "%s_%04d_%02d".formatted(table, month.getYear(), month.getMonthValue());
    }

    private static String bound(String column, YearMonth month) {
        Instant begin = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return column.equals("due_at") ? "timestamptz '" + begin + "'" : "uuid '" + firstId(begin) + "'";
    }

    /** No id of that time or later is smaller: UUID version 7 begins with 48 bits of milliseconds (RFC 9562). */
    static UUID firstId(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
