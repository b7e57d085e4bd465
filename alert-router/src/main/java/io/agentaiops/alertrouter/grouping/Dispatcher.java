package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.grouping.GroupStore.Wanted;
import io.agentaiops.alertrouter.routing.Route;
import io.agentaiops.eventbus.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Brings alerts whose state changed to their groups, and sees to it that the groups speak. Groups are locked in the order
 * of their names, so that two writers never wait for each other.
 */
@ApplicationScoped
public class Dispatcher {

    private final GroupStore store;
    private final GroupMemberStore members;
    private final AlertStore alerts;
    private final GroupFlusher flusher;
    private final CurrentConfig config;
    private final Event<GroupsScheduled> scheduled;
    private final Clock clock;

    Dispatcher(
            GroupStore store,
            GroupMemberStore members,
            AlertStore alerts,
            GroupFlusher flusher,
            CurrentConfig config,
            Event<GroupsScheduled> scheduled,
            Clock clock) {
        this.store = store;
        this.members = members;
        this.alerts = alerts;
        this.flusher = flusher;
        this.config = config;
        this.scheduled = scheduled;
        this.clock = clock;
    }

    /** Those of the alerts that belong to one group. */
    private record News(Route route, Labels groupLabels, String groupKey, List<StoredAlert> alerts) {

        List<StoredAlert> lasting() {
            return alerts.stream()
                    .filter(alert -> alert.state() != AlertState.RESOLVED)
                    .toList();
        }

        /** As a new group of that id has them. */
        GroupFlusher.Stored stored(UUID id) {
            Map<Fingerprint, StoredAlert> given = new HashMap<>();
            alerts.forEach(alert -> given.put(alert.fingerprint(), alert));
            Set<Fingerprint> members =
                    lasting().stream().map(StoredAlert::fingerprint).collect(Collectors.toSet());
            return new GroupFlusher.Stored(given, Map.of(id, members));
        }

        Instant oldestStart() {
            return alerts.stream()
                    .map(alert -> alert.alert().startsAt())
                    .min(Instant::compareTo)
                    .orElseThrow();
        }
    }

    /** Takes alerts that began to fire, were silenced, came back or ended; groups that need not wait speak at once. */
    @Transactional
    public void dispatch(Collection<StoredAlert> changed) {
        bring(byGroup(changed).values(), clock.instant(), true);
    }

    /**
     * Brings every alert to the groups that the configuration of now wants, and drops groups of routes that are no more.
     * Groups whose route is still there keep their timers and what they told.
     */
    public void reroute() {
        QuarkusTransaction.requiringNew().run(() -> store.deleteOtherRoutes(routeIds()));
        // Some at a time, so that no group is held for long: what is not brought yet is brought by whoever begins anew.
        alerts.eachLasting(
                clock.instant(), some -> QuarkusTransaction.requiringNew().run(() -> settle(some)));
    }

    /** Brings alerts to the groups that they belong to now; what they are in already hears nothing new. */
    @Transactional
    void settle(Collection<StoredAlert> lasting) {
        bring(byGroup(lasting).values(), clock.instant(), false);
    }

    /** The routes that this replica knows. */
    List<String> routeIds() {
        return config.get().routes().all().stream().map(Route::id).toList();
    }

    private Map<String, News> byGroup(Collection<StoredAlert> changed) {
        Map<String, News> groups = new TreeMap<>();
        for (StoredAlert alert : changed) {
            for (Route route : config.get().routes().match(alert.alert().labels())) {
                Labels labels = route.groupLabels(alert.alert().labels());
                String groupKey = route.groupKey(labels);
                groups.computeIfAbsent(
                                key(route.id(), groupKey), key -> new News(route, labels, groupKey, new ArrayList<>()))
                        .alerts()
                        .add(alert);
            }
        }
        return groups;
    }

    private void bring(Collection<News> all, Instant now, boolean isNews) {
        Map<String, News> byKey = new HashMap<>();
        List<Wanted> wanted = new ArrayList<>();
        List<Wanted> lasting = new ArrayList<>();
        for (News news : all) {
            byKey.put(key(news.route().id(), news.groupKey()), news);
            wanted.add(wanted(news, now));
            if (!news.lasting().isEmpty()) {
                lasting.add(wanted.getLast());
            }
        }
        Map<UUID, GroupFlusher.Decided> decided = isNews ? decided(lasting, byKey, now) : new HashMap<>();
        Set<UUID> created = lasting.isEmpty() ? Set.of() : store.create(lasting, states(decided.values()), now);
        List<AlertGroup> groups = new ArrayList<>(store.lock(
                wanted.stream().filter(group -> !created.contains(group.id())).toList()));
        wanted.stream()
                .filter(group -> created.contains(group.id()))
                .map(Wanted::fresh)
                .forEach(groups::add);
        if (!groups.isEmpty()) {
            decided.keySet().retainAll(created);
            join(new Brought(groups, created, byKey, decided), now, isNews);
        }
    }

    /** What those groups come to that speak at once if they are new: they are stored as they are afterwards. */
    private Map<UUID, GroupFlusher.Decided> decided(List<Wanted> lasting, Map<String, News> byKey, Instant now) {
        Map<UUID, GroupFlusher.Decided> decided = new HashMap<>();
        for (Wanted group : lasting) {
            if (!group.firstDue().isAfter(now)) {
                News news = Objects.requireNonNull(byKey.get(key(group.route().id(), group.groupKey())));
                flusher.decide(group.fresh(), news.stored(group.id()), now)
                        .ifPresent(flush -> decided.put(group.id(), flush));
            }
        }
        return decided;
    }

    private static Map<UUID, AlertGroup> states(Collection<GroupFlusher.Decided> decided) {
        return decided.stream()
                .flatMap(flush -> flush.after().stream())
                .collect(Collectors.toMap(AlertGroup::id, group -> group));
    }

    /** Groups that this transaction holds, which of them are new, the news by the groups' names, and what is decided. */
    private record Brought(
            List<AlertGroup> groups,
            Set<UUID> created,
            Map<String, News> byKey,
            Map<UUID, GroupFlusher.Decided> decided) {

        News of(AlertGroup group) {
            return Objects.requireNonNull(byKey.get(key(group.routeId(), group.groupKey())));
        }

        Map<UUID, List<Fingerprint>> members() {
            Map<UUID, List<Fingerprint>> members = new HashMap<>();
            groups.forEach(group -> members.put(
                    group.id(),
                    of(group).lasting().stream().map(StoredAlert::fingerprint).toList()));
            return members;
        }

        GroupFlusher.Stored stored() {
            Map<Fingerprint, StoredAlert> alerts = new HashMap<>();
            byKey.values().forEach(news -> news.alerts().forEach(alert -> alerts.put(alert.fingerprint(), alert)));
            Map<UUID, Set<Fingerprint>> members = new HashMap<>();
            members().forEach((id, fingerprints) -> {
                if (created.contains(id)) {
                    members.put(id, Set.copyOf(fingerprints));
                }
            });
            return new GroupFlusher.Stored(alerts, members);
        }
    }

    private void join(Brought brought, Instant now, boolean isNews) {
        Set<UUID> joined = members.join(brought.members());
        List<AlertGroup> due = new ArrayList<>();
        Map<UUID, Instant> moved = new TreeMap<>();
        List<Instant> times = new ArrayList<>();
        for (AlertGroup group : brought.groups()) {
            if (brought.decided().containsKey(group.id())) {
                continue;
            }
            if (isNews || joined.contains(group.id())) {
                Instant next =
                        GroupTimes.afterNews(group, brought.of(group).route().grouping(), now);
                if (isNews && !next.isAfter(now)) {
                    due.add(group);
                    continue;
                }
                times.add(next);
                if (!next.equals(group.nextFlushAt())) {
                    moved.put(group.id(), next);
                }
            }
        }
        if (!moved.isEmpty()) {
            store.schedule(moved);
        }
        if (!brought.decided().isEmpty()) {
            times.addAll(flusher.planned(List.copyOf(brought.decided().values())));
        }
        if (!due.isEmpty()) {
            times.addAll(flusher.flush(due, brought.stored(), now));
        }
        times.stream().min(Instant::compareTo).ifPresent(first -> scheduled.fire(new GroupsScheduled(first)));
    }

    private static Wanted wanted(News news, Instant now) {
        return new Wanted(
                UUID.fromString(Ids.next()),
                news.route(),
                news.groupLabels(),
                news.groupKey(),
                GroupTimes.first(news.route().grouping(), news.oldestStart(), now));
    }

    private static String key(String routeId, String groupKey) {
        return routeId + "\n" + groupKey;
    }
}
