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

/**
 * Brings alerts whose state changed to their groups, and sees to it that the groups speak. Groups are locked in the order
 * of their names, so that two writers never wait for each other.
 */
@ApplicationScoped
public class Dispatcher {

    private final GroupStore store;
    private final AlertStore alerts;
    private final CurrentConfig config;
    private final Event<GroupsScheduled> scheduled;
    private final Clock clock;

    Dispatcher(
            GroupStore store, AlertStore alerts, CurrentConfig config, Event<GroupsScheduled> scheduled, Clock clock) {
        this.store = store;
        this.alerts = alerts;
        this.config = config;
        this.scheduled = scheduled;
        this.clock = clock;
    }

    /** Those of the alerts that belong to one group. */
    private record News(Route route, Labels groupLabels, List<StoredAlert> alerts) {

        List<StoredAlert> lasting() {
            return alerts.stream()
                    .filter(alert -> alert.state() != AlertState.RESOLVED)
                    .toList();
        }

        Instant oldestStart() {
            return alerts.stream()
                    .map(alert -> alert.alert().startsAt())
                    .min(Instant::compareTo)
                    .orElseThrow();
        }
    }

    /** Takes alerts that began to fire, were silenced, came back or ended. */
    @Transactional
    public void dispatch(Collection<StoredAlert> changed) {
        bring(byGroup(changed).values(), clock.instant(), true);
        scheduled.fire(new GroupsScheduled());
    }

    /**
     * Brings every alert to the groups that the configuration of now wants, and drops groups of routes that are no more.
     * Groups whose route is still there keep their timers and what they told.
     */
    @Transactional
    public void reroute() {
        Instant now = clock.instant();
        store.deleteOtherRoutes(
                config.get().routes().all().stream().map(Route::id).toList());
        bring(byGroup(alerts.lasting(now)).values(), now, false);
        scheduled.fire(new GroupsScheduled());
    }

    private Map<String, News> byGroup(Collection<StoredAlert> changed) {
        Map<String, News> groups = new TreeMap<>();
        for (StoredAlert alert : changed) {
            for (Route route : config.get().routes().match(alert.alert().labels())) {
                Labels labels = route.groupLabels(alert.alert().labels());
                groups.computeIfAbsent(
                                key(route.id(), route.groupKey(labels)),
                                key -> new News(route, labels, new ArrayList<>()))
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
            byKey.put(key(news.route().id(), news.route().groupKey(news.groupLabels())), news);
            wanted.add(wanted(news, now));
            if (!news.lasting().isEmpty()) {
                lasting.add(wanted.getLast());
            }
        }
        if (!lasting.isEmpty()) {
            store.create(lasting, now);
        }
        List<AlertGroup> groups = wanted.isEmpty() ? List.of() : store.lock(wanted);
        if (!groups.isEmpty()) {
            join(groups, byKey, now, isNews);
        }
    }

    private void join(List<AlertGroup> groups, Map<String, News> byKey, Instant now, boolean isNews) {
        Map<UUID, List<Fingerprint>> members = new HashMap<>();
        groups.forEach(group -> members.put(
                group.id(),
                of(group, byKey).lasting().stream()
                        .map(StoredAlert::fingerprint)
                        .toList()));
        Set<UUID> joined = store.join(members);
        Map<UUID, Instant> moved = new TreeMap<>();
        for (AlertGroup group : groups) {
            if (isNews || joined.contains(group.id())) {
                Instant next =
                        GroupTimes.afterNews(group, of(group, byKey).route().grouping(), now);
                if (!next.equals(group.nextFlushAt())) {
                    moved.put(group.id(), next);
                }
            }
        }
        if (!moved.isEmpty()) {
            store.schedule(moved);
        }
    }

    private static Wanted wanted(News news, Instant now) {
        return new Wanted(
                UUID.fromString(Ids.next()),
                news.route(),
                news.groupLabels(),
                GroupTimes.first(news.route().grouping(), news.oldestStart(), now));
    }

    private static News of(AlertGroup group, Map<String, News> byKey) {
        return Objects.requireNonNull(byKey.get(key(group.routeId(), group.groupKey())));
    }

    private static String key(String routeId, String groupKey) {
        return routeId + "\n" + groupKey;
    }
}
