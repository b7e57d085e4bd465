package io.agentaiops.alertrouter.grouping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.routing.Route;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Groups, their members and timers in PostgreSQL. The row lock of a group serialises who joins it and who flushes it. */
@ApplicationScoped
class GroupStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    GroupStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** The group, locked; a new one, due at {@code firstDue}, when there was none. */
    AlertGroup lockOrCreate(UUID id, Route route, Labels labels, Instant firstDue, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into alert_group (id, route_id, group_key, receiver, labels, created_at, next_flush_at)
                        values (:id, :routeId, :groupKey, :receiver, :labels::jsonb, :now, :due)
                        on conflict (route_id, group_key) do update set receiver = excluded.receiver
                        returning *
                        """)
                .bind("id", id)
                .bind("routeId", route.id())
                .bind("groupKey", route.groupKey(labels))
                .bind("receiver", route.receiver())
                .bind("labels", write(labels))
                .bind("now", utc(now))
                .bind("due", utc(firstDue))
                .map(this::group)
                .one());
    }

    /** The group, locked, if there is one. */
    Optional<AlertGroup> lock(String routeId, String groupKey) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from alert_group where route_id = :routeId and group_key = :groupKey for update")
                .bind("routeId", routeId)
                .bind("groupKey", groupKey)
                .map(this::group)
                .findOne());
    }

    /** Groups that are due, locked, leaving out those that another replica holds. */
    List<AlertGroup> lockDue(Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from alert_group where next_flush_at <= :now
                        order by next_flush_at limit :limit for update skip locked
                        """)
                .bind("now", utc(now))
                .bind("limit", limit)
                .map(this::group)
                .list());
    }

    /** The earliest time at which a group is due. */
    Optional<Instant> nextDue() {
        return jdbi.withHandle(handle -> handle.createQuery("select min(next_flush_at) from alert_group")
                .map((row, context) -> Optional.ofNullable(instant(row, 1)))
                .one());
    }

    List<AlertGroup> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from alert_group order by route_id, group_key")
                .map(this::group)
                .list());
    }

    /** Adds members; returns how many are new. */
    int join(UUID groupId, Collection<Fingerprint> fingerprints) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into group_alert (group_id, fingerprint)
                        select :id, unnest(:fingerprints::text[]) on conflict do nothing
                        """)
                .bind("id", groupId)
                .bindArray("fingerprints", String.class, values(fingerprints))
                .execute());
    }

    void leave(UUID groupId, Collection<Fingerprint> fingerprints) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from group_alert where group_id = :id and fingerprint = any(:fingerprints)")
                .bind("id", groupId)
                .bindArray("fingerprints", String.class, values(fingerprints))
                .execute());
    }

    Set<Fingerprint> members(UUID groupId) {
        return jdbi.withHandle(handle -> handle.createQuery("select fingerprint from group_alert where group_id = :id")
                .bind("id", groupId)
                .map((row, context) -> new Fingerprint(row.getString(1)))
                .collect(Collectors.toSet()));
    }

    void schedule(UUID groupId, Instant nextFlush) {
        jdbi.useHandle(handle -> handle.createUpdate("update alert_group set next_flush_at = :next where id = :id")
                .bind("next", utc(nextFlush))
                .bind("id", groupId)
                .execute());
    }

    /** Stores what a flush left behind. */
    void flushed(AlertGroup group) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update alert_group set first_flush_at = :first, next_flush_at = :next, notified_at = :notifiedAt,
                            notified_firing = :firing, generation = :generation where id = :id
                        """)
                .bind("first", utcOrNull(group.firstFlushAt()))
                .bind("next", utcOrNull(group.nextFlushAt()))
                .bind("notifiedAt", utcOrNull(group.notifiedAt()))
                .bindArray("firing", String.class, values(group.notifiedFiring()))
                .bind("generation", group.generation())
                .bind("id", group.id())
                .execute());
    }

    void delete(UUID groupId) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from alert_group where id = :id")
                .bind("id", groupId)
                .execute());
    }

    /** Deletes the groups of routes that are none of these. */
    int deleteOtherRoutes(Collection<String> routeIds) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from alert_group where route_id <> all(:ids)")
                .bindArray("ids", String.class, List.copyOf(routeIds))
                .execute());
    }

    private AlertGroup group(ResultSet row, StatementContext context) throws SQLException {
        String[] told = (String[]) row.getArray("notified_firing").getArray();
        return new AlertGroup(
                row.getObject("id", UUID.class),
                row.getString("route_id"),
                row.getString("group_key"),
                Labels.of(read(row.getString("labels"))),
                instant(row, row.findColumn("first_flush_at")),
                instant(row, row.findColumn("next_flush_at")),
                instant(row, row.findColumn("notified_at")),
                Arrays.stream(told).map(Fingerprint::new).collect(Collectors.toSet()),
                row.getLong("generation"));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static List<String> values(Collection<Fingerprint> fingerprints) {
        return fingerprints.stream().map(Fingerprint::value).toList();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }

    private String write(Labels labels) {
        try {
            return json.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> read(String text) {
        try {
            return json.readValue(text, TEXTS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
