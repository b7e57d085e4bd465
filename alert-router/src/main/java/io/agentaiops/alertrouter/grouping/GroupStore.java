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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Groups and their timers in PostgreSQL. The row lock of a group serialises who joins it and who flushes it. */
@ApplicationScoped
class GroupStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    GroupStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /**
     * A group that alerts came to.
     *
     * @param id its id if it is new
     * @param route its route
     * @param labels its labels
     * @param groupKey its name
     * @param firstDue when it speaks first if it is new
     */
    record Wanted(UUID id, Route route, Labels labels, String groupKey, Instant firstDue) {

        /** The group as it is when it is new. */
        AlertGroup fresh() {
            return new AlertGroup(id, route.id(), groupKey, labels, null, firstDue, null, Set.of(), 0);
        }
    }

    /**
     * Makes those of the groups that there were not, in the order of route and key: as {@code states} has them, else due
     * at {@code firstDue}. Returns the ids of those that it made: they are this transaction's, without a lock.
     */
    Set<UUID> create(List<Wanted> wanted, Map<UUID, AlertGroup> states, Instant now) {
        List<AlertGroup> groups = wanted.stream()
                .map(group -> states.getOrDefault(group.id(), group.fresh()))
                .toList();
        return new HashSet<>(jdbi.withHandle(handle -> bind(handle.createQuery("""
                        insert into alert_group (id, route_id, group_key, receiver, labels, created_at, first_flush_at,
                            next_flush_at, notified_at, notified_firing, generation)
                        select id::uuid, route_id, group_key, receiver, labels::jsonb, :now, first::timestamptz,
                            next::timestamptz, told::timestamptz, string_to_array(firing, ','), generation
                        from unnest(:ids::text[], :routeIds::text[], :groupKeys::text[], :receivers::text[],
                                    :labels::text[], :first::text[], :next::text[], :told::text[], :firing::text[],
                                    :generations::bigint[])
                            as row(id, route_id, group_key, receiver, labels, first, next, told, firing, generation)
                        order by route_id, group_key
                        on conflict (route_id, group_key) do nothing returning id
                        """), groups)
                .bindArray(
                        "routeIds",
                        String.class,
                        texts(wanted, group -> group.route().id()))
                .bindArray("groupKeys", String.class, texts(wanted, Wanted::groupKey))
                .bindArray(
                        "receivers",
                        String.class,
                        texts(wanted, group -> group.route().receiver()))
                .bindArray("labels", String.class, texts(wanted, group -> write(group.labels())))
                .bind("now", utc(now))
                .mapTo(UUID.class)
                .list()));
    }

    /** Binds what changes about groups, one array for each column. */
    private static <S extends SqlStatement<S>> S bind(S statement, List<AlertGroup> groups) {
        return statement
                .bindArray(
                        "ids", String.class, texts(groups, group -> group.id().toString()))
                .bindArray("first", String.class, texts(groups, group -> text(group.firstFlushAt())))
                .bindArray("next", String.class, texts(groups, group -> text(group.nextFlushAt())))
                .bindArray("told", String.class, texts(groups, group -> text(group.notifiedAt())))
                .bindArray(
                        "firing",
                        String.class,
                        texts(groups, group -> String.join(",", values(group.notifiedFiring()))))
                .bindArray(
                        "generations",
                        Long.class,
                        groups.stream().map(AlertGroup::generation).toList());
    }

    /** Those of the groups that exist, locked. */
    List<AlertGroup> lock(List<Wanted> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select g.* from alert_group g
                        join unnest(:routeIds::text[], :groupKeys::text[]) as row(route_id, group_key)
                          on g.route_id = row.route_id and g.group_key = row.group_key
                        order by g.route_id, g.group_key for update of g
                        """)
                .bindArray(
                        "routeIds",
                        String.class,
                        texts(wanted, group -> group.route().id()))
                .bindArray("groupKeys", String.class, texts(wanted, Wanted::groupKey))
                .map(this::group)
                .list());
    }

    /** Groups of these routes that are due, locked, leaving out those that another replica holds. */
    List<AlertGroup> lockDue(Instant now, Collection<String> routeIds, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from alert_group where next_flush_at <= :now and route_id = any(:routes)
                        order by next_flush_at limit :limit for update skip locked
                        """)
                .bind("now", utc(now))
                .bindArray("routes", String.class, List.copyOf(routeIds))
                .bind("limit", limit)
                .map(this::group)
                .list());
    }

    /** The earliest time at which a group of these routes is due. */
    Optional<Instant> nextDue(Collection<String> routeIds) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select min(next_flush_at) from alert_group where route_id = any(:routes)")
                        .bindArray("routes", String.class, List.copyOf(routeIds))
                        .map((row, context) -> Optional.ofNullable(instant(row, 1)))
                        .one());
    }

    List<AlertGroup> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from alert_group order by route_id, group_key")
                .map(this::group)
                .list());
    }

    /** The groups of these alerts, locked. */
    List<AlertGroup> lockOf(Collection<Fingerprint> alerts) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from alert_group
                        where id in (select group_id from group_alert where fingerprint = any(:alerts))
                        order by route_id, group_key for update
                        """)
                .bindArray("alerts", String.class, values(alerts))
                .map(this::group)
                .list());
    }

    void schedule(Map<UUID, Instant> nextFlush) {
        List<UUID> ids = List.copyOf(nextFlush.keySet());
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update alert_group g set next_flush_at = row.next::timestamptz
                        from unnest(:ids::text[], :next::text[]) as row(id, next) where g.id = row.id::uuid
                        """)
                .bindArray("ids", String.class, texts(ids, UUID::toString))
                .bindArray("next", String.class, texts(ids, id -> String.valueOf(nextFlush.get(id))))
                .execute());
    }

    /** Stores what flushes left behind. */
    void flushed(List<AlertGroup> groups) {
        if (groups.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> bind(handle.createUpdate("""
                        update alert_group g set first_flush_at = row.first::timestamptz,
                            next_flush_at = row.next::timestamptz, notified_at = row.told::timestamptz,
                            notified_firing = string_to_array(row.firing, ','), generation = row.generation
                        from unnest(:ids::text[], :first::text[], :next::text[], :told::text[], :firing::text[],
                                    :generations::bigint[]) as row(id, first, next, told, firing, generation)
                        where g.id = row.id::uuid
                        """), groups).execute());
    }

    void delete(Collection<UUID> groupIds) {
        if (groupIds.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> handle.createUpdate("delete from alert_group where id = any(:ids)")
                .bindArray("ids", UUID.class, List.copyOf(groupIds))
                .execute());
    }

    /** Groups of other routes than these that were due before then. */
    List<UUID> overdue(Instant before, Collection<String> routeIds, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id from alert_group where next_flush_at < :before and route_id <> all(:routes)
                        order by next_flush_at limit :limit
                        """)
                .bind("before", utc(before))
                .bindArray("routes", String.class, List.copyOf(routeIds))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    /** Those of the groups that are still overdue, locked, leaving out those that somebody else holds. */
    List<UUID> lockOverdue(Collection<UUID> groupIds, Instant before) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id from alert_group where id = any(:ids) and next_flush_at < :before
                        for update skip locked
                        """)
                .bindArray("ids", UUID.class, List.copyOf(groupIds))
                .bind("before", utc(before))
                .mapTo(UUID.class)
                .list());
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

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static <T> List<@Nullable String> texts(List<T> all, Function<T, @Nullable String> text) {
        List<@Nullable String> texts = new ArrayList<>(all.size());
        all.forEach(one -> texts.add(text.apply(one)));
        return texts;
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
