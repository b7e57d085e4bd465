package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes care of groups that should have spoken and that nobody lets speak, for no replica has their route: made by one that
 * had not read the new configuration, or at the moment of a reload. Their alerts go to the groups that they belong to now.
 */
@ApplicationScoped
class GroupAdopter {

    private static final Logger LOG = Logger.getLogger(GroupAdopter.class);
    private static final int AT_ONCE = 500;

    /** A replica that knows the route has let the group speak by then. */
    private static final Duration OVERDUE = Duration.ofSeconds(30);

    private final GroupStore store;
    private final GroupMemberStore members;
    private final AlertStore alerts;
    private final Dispatcher dispatcher;
    private final Clock clock;

    GroupAdopter(GroupStore store, GroupMemberStore members, AlertStore alerts, Dispatcher dispatcher, Clock clock) {
        this.store = store;
        this.members = members;
        this.alerts = alerts;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** Locks no orphan before the alerts are brought, and waits for none, so that it holds up no other writer. */
    @Scheduled(every = "10s", delayed = "10s", identity = "group-adopter")
    @RunOnVirtualThread
    @Transactional
    void adopt() {
        Instant now = clock.instant();
        Instant overdue = now.minus(OVERDUE);
        List<UUID> orphans = store.overdue(overdue, dispatcher.routeIds(), AT_ONCE);
        if (orphans.isEmpty()) {
            return;
        }
        Set<Fingerprint> brought =
                members.members(orphans).values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        dispatcher.settle(alerts.find(brought).values().stream()
                .filter(stored -> !stored.alert().resolvedAt(now))
                .toList());
        List<UUID> locked = store.lockOverdue(orphans, overdue);
        Map<UUID, Set<Fingerprint>> present = members.members(locked);
        // What came meanwhile is brought by the next round.
        List<UUID> empty = locked.stream()
                .filter(id -> brought.containsAll(present.getOrDefault(id, Set.of())))
                .toList();
        store.delete(empty);
        LOG.warnf("groups of routes that are no more were handed on groups=%d alerts=%d", empty.size(), brought.size());
    }
}
