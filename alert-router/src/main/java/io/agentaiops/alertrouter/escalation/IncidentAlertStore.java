package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.Labels;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** What incidents know of their alerts, in PostgreSQL. */
@ApplicationScoped
class IncidentAlertStore {

    private final Jdbi jdbi;
    private final IncidentTexts texts;

    IncidentAlertStore(Jdbi jdbi, IncidentTexts texts) {
        this.jdbi = jdbi;
        this.texts = texts;
    }

    /**
     * What an incident is told of an alert.
     *
     * @param incident which
     * @param alert the news
     */
    record News(UUID incident, IncidentAlert alert) {}

    /** Remembers news, of each alert one; returns those of which nothing as new was known, in their order. */
    List<News> put(List<News> news) {
        Set<Map.Entry<UUID, String>> stored = new HashSet<>(jdbi.withHandle(handle -> handle.createQuery("""
                        insert into incident_alert as known (incident_id, fingerprint, labels, annotations,
                            state, starts_at, changed_at)
                        select incident::uuid, fingerprint, labels, annotations, state, starts::timestamptz,
                            changed::timestamptz
                        from unnest(:incidents::text[], :fingerprints::text[], :labels::text[], :annotations::text[],
                                :states::text[], :starts::text[], :changed::text[])
                            as row(incident, fingerprint, labels, annotations, state, starts, changed)
                        on conflict (incident_id, fingerprint) do update set
                            annotations = excluded.annotations, state = excluded.state,
                            starts_at = excluded.starts_at, changed_at = excluded.changed_at
                        where known.changed_at < excluded.changed_at
                        returning incident_id, fingerprint
                        """)
                .bindArray("incidents", String.class, texts(news, one -> String.valueOf(one.incident())))
                .bindArray(
                        "fingerprints",
                        String.class,
                        texts(news, one -> one.alert().fingerprint()))
                .bindArray(
                        "labels",
                        String.class,
                        texts(news, one -> texts.write(one.alert().labels().values())))
                .bindArray(
                        "annotations",
                        String.class,
                        texts(news, one -> texts.write(one.alert().annotations())))
                .bindArray(
                        "states",
                        String.class,
                        texts(news, one -> one.alert().state().column()))
                .bindArray(
                        "starts",
                        String.class,
                        texts(news, one -> one.alert().startsAt().toString()))
                .bindArray(
                        "changed",
                        String.class,
                        texts(news, one -> one.alert().changedAt().toString()))
                .map((row, context) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .list()));
        return news.stream()
                .filter(one ->
                        stored.contains(Map.entry(one.incident(), one.alert().fingerprint())))
                .toList();
    }

    private static <T> List<String> texts(List<T> all, Function<T, String> text) {
        return all.stream().map(text).toList();
    }

    /** Which of these alerts are part of an open incident. */
    Set<String> known(List<String> fingerprints) {
        return new HashSet<>(jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct a.fingerprint from incident_alert a join incident i on i.id = a.incident_id
                        where a.fingerprint = any(:fingerprints) and i.closed_at is null
                        """)
                .bindArray("fingerprints", String.class, fingerprints)
                .mapTo(String.class)
                .list()));
    }

    /** The open incidents that these alerts are part of, by the alerts' fingerprints, the newest first. */
    Map<String, List<UUID>> incidentsOf(Collection<String> fingerprints) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select a.fingerprint, i.id from incident_alert a join incident i on i.id = a.incident_id
                        where a.fingerprint = any(:fingerprints) and i.closed_at is null
                        order by i.opened_at desc, i.id
                        """)
                .bindArray("fingerprints", String.class, List.copyOf(fingerprints))
                .map((row, context) -> Map.entry(row.getString(1), row.getObject(2, UUID.class)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
    }

    /** Those of the incidents of which no alert lasts. */
    Set<UUID> allResolved(Collection<UUID> incidents) {
        return new HashSet<>(jdbi.withHandle(handle -> handle.createQuery("""
                        select id from unnest(:ids) as wanted(id) where not exists (
                            select 1 from incident_alert where incident_id = id and state <> 'resolved')
                        """)
                .bindArray("ids", UUID.class, List.copyOf(incidents))
                .mapTo(UUID.class)
                .list()));
    }

    List<IncidentAlert> alerts(UUID incident) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from incident_alert where incident_id = :id order by starts_at, fingerprint")
                .bind("id", incident)
                .map((row, context) -> new IncidentAlert(
                        row.getString("fingerprint"),
                        Labels.of(texts.read(row.getString("labels"))),
                        texts.read(row.getString("annotations")),
                        AlertState.ofColumn(row.getString("state")),
                        IncidentStore.instant(row, "starts_at"),
                        IncidentStore.instant(row, "changed_at")))
                .list());
    }
}
