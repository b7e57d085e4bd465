package io.agentaiops.alertrouter.escalation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/** The time lines of incidents. Only added to, in the transaction of what they tell. */
@ApplicationScoped
class TimeLine {

    private final Jdbi jdbi;

    TimeLine(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * An entry, and whose it is.
     *
     * @param incident of which incident
     * @param entry the entry
     */
    record Line(UUID incident, Entry entry) {}

    void add(UUID incident, Entry entry) {
        add(List.of(new Line(incident, entry)));
    }

    void add(List<Line> lines) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into incident_entry (incident_id, at, kind, actor, text)
                        select incident::uuid, at::timestamptz, kind, actor, text
                        from unnest(:incidents::text[], :times::text[], :kinds::text[], :actors::text[], :texts::text[])
                            with ordinality as row(incident, at, kind, actor, text, n)
                        order by n
                        """)
                .bindArray("incidents", String.class, texts(lines, line -> String.valueOf(line.incident())))
                .bindArray(
                        "times",
                        String.class,
                        texts(lines, line -> line.entry().at().toString()))
                .bindArray(
                        "kinds", String.class, texts(lines, line -> line.entry().kind()))
                .bindArray(
                        "actors",
                        String.class,
                        texts(lines, line -> line.entry().by()))
                .bindArray(
                        "texts", String.class, texts(lines, line -> line.entry().text()))
                .execute());
    }

    private static List<String> texts(List<Line> lines, Function<Line, String> text) {
        return lines.stream().map(text).toList();
    }

    /** In the order in which they were made. */
    List<Entry> of(UUID incident) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from incident_entry where incident_id = :incident order by seq limit 2000")
                .bind("incident", incident)
                .map((row, context) -> new Entry(
                        IncidentStore.instant(row, "at"),
                        row.getString("kind"),
                        row.getString("actor"),
                        row.getString("text")))
                .list());
    }

    /** The last entry of these kinds. */
    Optional<Entry> last(UUID incident, Set<String> kinds) {
        return of(incident).reversed().stream()
                .filter(entry -> kinds.contains(entry.kind()))
                .findFirst();
    }

    /** How the notifications that an incident's steps planned stand, as entries. */
    List<Entry> deliveries(UUID incident, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(settled_at, created_at) as at, state, receiver, channel, last_error
                        from notification where created_at >= :since and group_key = :key order by seq
                        """)
                .bind("since", IncidentStore.utc(since))
                .bind("key", IncidentPager.groupKey(incident))
                .map((row, context) -> new Entry(
                        IncidentStore.instant(row, "at"),
                        "notification-" + row.getString("state"),
                        "",
                        row.getString("receiver") + " by " + row.getString("channel")
                                + (row.getString("last_error").isEmpty() ? "" : ": " + row.getString("last_error"))))
                .list());
    }
}
