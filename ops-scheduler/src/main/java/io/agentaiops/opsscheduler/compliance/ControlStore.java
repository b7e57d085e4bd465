package io.agentaiops.opsscheduler.compliance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** How each control stands, and every look at it. */
@ApplicationScoped
class ControlStore {

    /** How one stands; {@code since} when it came to be so, {@code alertSince} when its alert went out. */
    record Standing(
            Verdict verdict,
            @Nullable Instant checkedAt,
            @Nullable Instant since,
            @Nullable Instant alertSince) {}

    /** One look. */
    record Look(String control, Instant at, Verdict verdict) {}

    /** The share of good looks of one day, in percent. */
    record Day(LocalDate day, long looks, long passed, int score) {}

    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
    private static final String CLAIM = """
            insert into control_state (control, claimed_until) values (:control, :until)
            on conflict (control) do update set claimed_until = :until
            where coalesce(control_state.claimed_until, '-infinity') <= :now
              and coalesce(control_state.checked_at, '-infinity') <= :before""";
    private static final String STAND = """
            update control_state set since = case when checked_at is null or state <> :state then :now else since end,
                state = :state, detail = :detail, evidence = cast(:evidence as jsonb), checked_at = :now,
                claimed_until = null
            where control = :control and coalesce(checked_at, '-infinity') <= :begun""";
    private static final String LOOKED = """
            insert into control_result (control, at, state, detail, evidence)
            values (:control, :now, :state, :detail, cast(:evidence as jsonb))""";

    private final Jdbi jdbi;
    private final ObjectMapper json;

    ControlStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Takes the look at one that was last looked at before then; false when it is not due or another replica is at it. */
    boolean claim(String control, Instant now, Instant before, Duration lease) {
        return jdbi.withHandle(handle -> handle.createUpdate(CLAIM)
                        .bind("control", control)
                        .bind("now", now)
                        .bind("before", before)
                        .bind("until", now.plus(lease))
                        .execute())
                == 1;
    }

    /** Lets a control be looked at whoever else is at it. */
    void know(String control) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into control_state (control) values (:control) on conflict (control) do nothing")
                .bind("control", control)
                .execute());
    }

    /** Writes a look down, unless a later one is; within the caller's transaction. */
    boolean looked(String control, Verdict verdict, Instant begun, Instant now) {
        String evidence = text(verdict.evidence());
        return jdbi.withHandle(handle -> {
            boolean newest = update(handle, STAND, control, verdict, evidence)
                            .bind("begun", begun)
                            .bind("now", now)
                            .execute()
                    == 1;
            if (newest) {
                update(handle, LOOKED, control, verdict, evidence)
                        .bind("now", now)
                        .execute();
            }
            return newest;
        });
    }

    private static Update update(Handle handle, String sql, String control, Verdict verdict, String evidence) {
        return handle.createUpdate(sql)
                .bind("control", control)
                .bind("state", verdict.state().text())
                .bind("detail", verdict.detail())
                .bind("evidence", evidence);
    }

    /** Notes that its alert is out since then, or over. */
    void alerting(String control, @Nullable Instant since) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update control_state set alert_since = :since where control = :control")
                        .bind("control", control)
                        .bind("since", since)
                        .execute());
    }

    /** By control; those never looked at are not in it. */
    Map<String, Standing> standings() {
        Map<String, Standing> standings = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("select * from control_state where checked_at is not null")
                .map((row, context) -> standings.put(
                        row.getString("control"),
                        new Standing(
                                verdict(row),
                                instant(row, "checked_at"),
                                instant(row, "since"),
                                instant(row, "alert_since"))))
                .list());
        return standings;
    }

    /** The looks at one control, newest first. */
    List<Look> looks(String control, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from control_result where control = :control order by at desc limit :limit")
                .bind("control", control)
                .bind("limit", limit)
                .map((row, context) -> new Look(
                        row.getString("control"), row.getTimestamp("at").toInstant(), verdict(row)))
                .list());
    }

    /** Day by day since then (UTC), oldest first. */
    List<Day> days(Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select cast(at at time zone 'UTC' as date) as day, count(*) as looks,
                            count(*) filter (where state = 'passed') as passed
                        from control_result where at >= :since group by 1 order by 1""")
                .bind("since", since)
                .map((row, context) -> new Day(
                        row.getObject("day", LocalDate.class), row.getLong("looks"), row.getLong("passed"), (int)
                                (100 * row.getLong("passed") / row.getLong("looks"))))
                .list());
    }

    /** Forgets looks from before then; says how many. */
    int forget(Instant before) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from control_result where at < :before")
                .bind("before", before)
                .execute());
    }

    private Verdict verdict(ResultSet row) throws SQLException {
        try {
            return new Verdict(
                    Verdict.State.of(row.getString("state")),
                    row.getString("detail"),
                    json.readValue(row.getString("evidence"), VALUES));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(Map<String, Object> evidence) {
        try {
            return json.writeValueAsString(evidence);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
