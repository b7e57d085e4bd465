package io.agentaiops.opsscheduler.run;

import io.agentaiops.opsscheduler.run.OpenAlert.Name;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Alerts about procedures that nothing has ended yet. Takes part in the caller's transaction. */
@ApplicationScoped
class OpenAlertStore {

    /**
     * An alert that was opened.
     *
     * @param alert with the time since when it is open
     * @param before the same as it was with another severity, which is over with this
     */
    record Opened(OpenAlert alert, @Nullable OpenAlert before) {}

    private static final String KEYS = """
            unnest(cast(:procedures as text[]), cast(:names as text[]), cast(:steps as text[]))
                as asked (procedure_id, name, step_id)""";

    private final Jdbi jdbi;

    OpenAlertStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Opens alerts; those that were open stay so, with the severity that they have now. */
    List<Opened> open(List<OpenAlert> alerts) {
        // In the order of the key, so that two who open the same never wait for each other in a circle.
        List<OpenAlert> sorted = alerts.stream()
                .sorted(Comparator.comparing(OpenAlert::procedureId)
                        .thenComparing(alert -> alert.name().label())
                        .thenComparing(OpenAlert::stepId))
                .toList();
        return jdbi.withHandle(handle -> {
            Map<List<String>, OpenAlert> known = lock(handle, sorted);
            bind(handle.createUpdate("""
                            insert into open_alert (procedure_id, name, step_id, severity, starts_at)
                            select procedure_id, name, step_id, severity, cast(start as timestamptz)
                            from unnest(cast(:procedures as text[]), cast(:names as text[]), cast(:steps as text[]),
                                cast(:severities as text[]), cast(:starts as text[]))
                                as raised (procedure_id, name, step_id, severity, start)
                            on conflict (procedure_id, name, step_id) do update set severity = excluded.severity"""), sorted)
                    .bindArray("severities", String.class, texts(sorted, OpenAlert::severity))
                    .bindArray(
                            "starts",
                            String.class,
                            texts(sorted, alert -> alert.startsAt().toString()))
                    .execute();
            List<Opened> opened = new ArrayList<>();
            for (OpenAlert alert : sorted) {
                OpenAlert before = known.get(key(alert));
                boolean same = before == null || before.severity().equals(alert.severity());
                opened.add(new Opened(before == null ? alert : alert.since(before.startsAt()), same ? null : before));
            }
            return opened;
        });
    }

    private static Map<List<String>, OpenAlert> lock(Handle handle, List<OpenAlert> alerts) {
        Map<List<String>, OpenAlert> known = new HashMap<>();
        bind(
                        handle.createQuery("select open_alert.* from open_alert join " + KEYS
                                + " using (procedure_id, name, step_id) order by 1, 2, 3 for update of open_alert"),
                        alerts)
                .map((row, context) -> alert(row))
                .forEach(alert -> known.put(key(alert), alert));
        return known;
    }

    /** Closes the alert of a step; empty when it was not open. */
    Optional<OpenAlert> close(String procedureId, String stepId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        delete from open_alert
                        where procedure_id = :procedureId and name = :name and step_id = :stepId returning *""")
                .bind("procedureId", procedureId)
                .bind("name", Name.STEP_FAILED.label())
                .bind("stepId", stepId)
                .map((row, context) -> alert(row))
                .findOne());
    }

    /** Closes whatever is open about the procedure. */
    List<OpenAlert> closeAll(String procedureId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("delete from open_alert where procedure_id = :procedureId returning *")
                        .bind("procedureId", procedureId)
                        .map((row, context) -> alert(row))
                        .list());
    }

    /** Procedures about which something is open. */
    Set<String> procedures() {
        return jdbi.withHandle(handle -> handle.createQuery("select distinct procedure_id from open_alert")
                .mapTo(String.class)
                .collectIntoSet());
    }

    private static <S extends SqlStatement<S>> S bind(S statement, List<OpenAlert> alerts) {
        return statement
                .bindArray("procedures", String.class, texts(alerts, OpenAlert::procedureId))
                .bindArray(
                        "names",
                        String.class,
                        texts(alerts, alert -> alert.name().label()))
                .bindArray("steps", String.class, texts(alerts, OpenAlert::stepId));
    }

    private static Object[] texts(List<OpenAlert> alerts, Function<OpenAlert, String> text) {
        return alerts.stream().map(text).toArray();
    }

    private static List<String> key(OpenAlert alert) {
        return List.of(alert.procedureId(), alert.name().label(), alert.stepId());
    }

    private static OpenAlert alert(ResultSet row) throws SQLException {
        return new OpenAlert(
                row.getString("procedure_id"),
                Name.of(row.getString("name")),
                row.getString("step_id"),
                row.getString("severity"),
                row.getTimestamp("starts_at").toInstant());
    }
}
