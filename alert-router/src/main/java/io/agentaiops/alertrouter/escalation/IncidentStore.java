package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Labels;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Incidents with their alerts in PostgreSQL. The row's lock makes a step happen on one replica only. */
@ApplicationScoped
class IncidentStore {

    private final Jdbi jdbi;
    private final IncidentTexts texts;

    IncidentStore(Jdbi jdbi, IncidentTexts texts) {
        this.jdbi = jdbi;
        this.texts = texts;
    }

    /** Stores a new one; false when there is an open one of that policy and those labels already. */
    boolean open(Incident incident) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into incident (id, policy, labels, opened_at, state, owner, level, next_step_at)
                                values (:id, :policy, :labels, :at, :state, :owner, :level, :next::timestamptz)
                                on conflict (policy, labels) where closed_at is null do nothing
                                """)
                        .bind("id", incident.id())
                        .bind("policy", incident.policy())
                        .bind("labels", texts.write(incident.labels().values()))
                        .bind("at", utc(incident.openedAt()))
                        .bind("state", incident.state().word())
                        .bind("owner", incident.owner())
                        .bind("level", incident.level())
                        .bind("next", text(incident.nextStepAt()))
                        .execute())
                == 1;
    }

    void update(Incident incident) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update incident set state = :state, owner = :owner, level = :level,
                            next_step_at = :next::timestamptz, closed_at = :closed::timestamptz
                        where id = :id
                        """)
                .bind("id", incident.id())
                .bind("state", incident.state().word())
                .bind("owner", incident.owner())
                .bind("level", incident.level())
                .bind("next", text(incident.nextStepAt()))
                .bind("closed", text(incident.closedAt()))
                .execute());
    }

    /** Remembers whom an incident told. */
    void told(UUID incident, Collection<String> receivers) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update incident set told = array(select distinct unnest(told || :receivers::text[])) where id = :id
                        """)
                .bind("id", incident)
                .bindArray("receivers", String.class, List.copyOf(receivers))
                .execute());
    }

    /** The names of the receivers that an incident told. */
    List<String> told(UUID incident) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select unnest(told) from incident where id = :id order by 1")
                        .bind("id", incident)
                        .mapTo(String.class)
                        .list());
    }

    /** The open one of that policy and those labels, locked. */
    Optional<Incident> lock(String policy, Labels labels) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from incident
                        where policy = :policy and labels = :labels and closed_at is null for update
                        """)
                .bind("policy", policy)
                .bind("labels", texts.write(labels.values()))
                .map(this::incident)
                .findFirst());
    }

    /** The open ones that an alert is part of, locked, the newest first. */
    List<Incident> lockOf(String fingerprint) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select i.* from incident i join incident_alert a on a.incident_id = i.id
                        where a.fingerprint = :fingerprint and i.closed_at is null
                        order by i.opened_at desc, i.id for update of i
                        """)
                .bind("fingerprint", fingerprint)
                .map(this::incident)
                .list());
    }

    /** Those of them that are open, locked. */
    Map<UUID, Incident> lock(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : jdbi.withHandle(handle -> handle.createQuery(
                                "select * from incident where id = any(:ids) and closed_at is null order by id for update")
                        .bindArray("ids", UUID.class, List.copyOf(ids))
                        .map(this::incident)
                        .collect(Collectors.toMap(Incident::id, incident -> incident)));
    }

    /** Those whose time has come, locked, leaving out what another replica holds. */
    List<Incident> lockDue(Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from incident where next_step_at <= :now
                        order by next_step_at limit :limit for update skip locked
                        """)
                .bind("now", utc(now))
                .bind("limit", limit)
                .map(this::incident)
                .list());
    }

    Optional<Incident> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from incident where id = :id")
                .bind("id", id)
                .map(this::incident)
                .findFirst());
    }

    /** The last one that an alert was part of, open or not. */
    Optional<Incident> lastOf(String fingerprint) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select i.* from incident i join incident_alert a on a.incident_id = i.id
                        where a.fingerprint = :fingerprint order by i.opened_at desc limit 1
                        """)
                .bind("fingerprint", fingerprint)
                .map(this::incident)
                .findFirst());
    }

    /** Open ones and those that were opened since then, the newest first. */
    List<Incident> openOrSince(Instant since, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from incident where closed_at is null or opened_at >= :since
                        order by closed_at is not null, opened_at desc limit :limit
                        """)
                .bind("since", utc(since))
                .bind("limit", limit)
                .map(this::incident)
                .list());
    }

    /** Closed ones of the same policy and labels, the newest first. */
    List<Incident> before(Incident incident, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from incident where policy = :policy and labels = :labels and id <> :id
                            and closed_at is not null
                        order by opened_at desc limit :limit
                        """)
                .bind("policy", incident.policy())
                .bind("labels", texts.write(incident.labels().values()))
                .bind("id", incident.id())
                .bind("limit", limit)
                .map(this::incident)
                .list());
    }

    /** The labels of the open ones of a policy. */
    Set<Labels> openLabels(String policy) {
        return new HashSet<>(jdbi.withHandle(
                handle -> handle.createQuery("select labels from incident where policy = :policy and closed_at is null")
                        .bind("policy", policy)
                        .map((row, context) -> Labels.of(texts.read(row.getString(1))))
                        .list()));
    }

    private Incident incident(ResultSet row, StatementContext context) throws SQLException {
        return new Incident(
                row.getObject("id", UUID.class),
                row.getString("policy"),
                Labels.of(texts.read(row.getString("labels"))),
                instant(row, "opened_at"),
                instantOrNull(row, "closed_at"),
                Incident.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("owner"),
                row.getInt("level"),
                instantOrNull(row, "next_step_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
