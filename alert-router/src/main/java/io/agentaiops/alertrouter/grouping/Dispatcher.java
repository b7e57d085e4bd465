package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.routing.Route;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Instant now = clock.instant();
        byGroup(changed).values().forEach(news -> bring(news, now, true));
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
        byGroup(alerts.lasting(now)).values().forEach(news -> bring(news, now, false));
        scheduled.fire(new GroupsScheduled());
    }

    private Map<String, News> byGroup(Collection<StoredAlert> changed) {
        Map<String, News> groups = new TreeMap<>();
        for (StoredAlert alert : changed) {
            for (Route route : config.get().routes().match(alert.alert().labels())) {
                Labels labels = route.groupLabels(alert.alert().labels());
                groups.computeIfAbsent(
                                route.id() + "\n" + route.groupKey(labels),
                                key -> new News(route, labels, new ArrayList<>()))
                        .alerts()
                        .add(alert);
            }
        }
        return groups;
    }

    private void bring(News news, Instant now, boolean isNews) {
        List<Fingerprint> lasting =
                news.lasting().stream().map(StoredAlert::fingerprint).toList();
        Route route = news.route();
        Optional<AlertGroup> group = lasting.isEmpty()
                ? store.lock(route.id(), route.groupKey(news.groupLabels()))
                : Optional.of(store.lockOrCreate(
                        UUID.fromString(Ids.next()),
                        route,
                        news.groupLabels(),
                        GroupTimes.first(route.grouping(), news.oldestStart(), now),
                        now));
        group.ifPresent(found -> {
            int joined = store.join(found.id(), lasting);
            if (isNews || joined > 0) {
                store.schedule(found.id(), GroupTimes.afterNews(found, route.grouping(), now));
            }
        });
    }
}
