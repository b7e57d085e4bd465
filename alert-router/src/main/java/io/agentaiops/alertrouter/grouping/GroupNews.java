package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.routing.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What others learn about alerts that groups have told of. The groups are held until the transaction ends: one that speaks
 * first later than this sees what the transaction stored.
 */
@ApplicationScoped
public class GroupNews {

    private final GroupStore store;
    private final GroupMemberStore memberStore;
    private final MemberReader reader;
    private final CurrentConfig config;
    private final NotificationQueue queue;
    private final Clock clock;

    GroupNews(
            GroupStore store,
            GroupMemberStore memberStore,
            MemberReader reader,
            CurrentConfig config,
            NotificationQueue queue,
            Clock clock) {
        this.store = store;
        this.memberStore = memberStore;
        this.reader = reader;
        this.config = config;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * A receiver that a group has told.
     *
     * @param receiver who
     * @param groupKey under which name
     * @param groupLabels what the group's alerts have in common by rule
     */
    public record Told(String receiver, String groupKey, Labels groupLabels) {}

    /** The receivers that groups of these alerts have told, each once. */
    @Transactional
    public List<Told> told(Collection<Fingerprint> alerts) {
        AlertingConfig current = config.get();
        Map<String, Told> told = new LinkedHashMap<>();
        for (AlertGroup group : spoken(alerts)) {
            current.routes()
                    .find(group.routeId())
                    .map(Route::receiver)
                    .ifPresent(receiver ->
                            told.putIfAbsent(receiver, new Told(receiver, group.groupKey(), group.labels())));
        }
        return List.copyOf(told.values());
    }

    /** Somebody works on these alerts: the messages about them that stand and can be changed say so. */
    @Transactional
    public void acknowledged(Collection<Fingerprint> alerts, String by) {
        Instant now = clock.instant();
        List<AlertGroup> groups = spoken(alerts);
        Map<UUID, Set<Fingerprint>> members =
                memberStore.members(groups.stream().map(AlertGroup::id).toList());
        Map<UUID, MemberReader.Sorted> sorted = reader.read(members, Map.of(), now);
        Set<String> which = alerts.stream().map(Fingerprint::value).collect(Collectors.toSet());
        queue.plan(groups.stream()
                .filter(group -> sorted.containsKey(group.id()))
                .flatMap(group -> plan(group, Objects.requireNonNull(sorted.get(group.id())), now)
                        .map(plan ->
                                plan.with(item -> which.contains(item.fingerprint()) ? item.acknowledged(by) : item))
                        .stream())
                .toList());
    }

    private Optional<NotificationQueue.Plan> plan(AlertGroup group, MemberReader.Sorted sorted, Instant now) {
        AlertingConfig current = config.get();
        return current.routes()
                .find(group.routeId())
                .filter(route -> !sorted.members().firing().isEmpty())
                .map(route -> new NotificationQueue.Plan(
                        current.receiver(route.receiver()),
                        GroupFlusher.message(group, route, NotificationReason.ACKNOWLEDGED, sorted),
                        "acknowledged:" + group.id(),
                        now.toEpochMilli()));
    }

    private List<AlertGroup> spoken(Collection<Fingerprint> alerts) {
        return store.lockOf(alerts).stream()
                .filter(group -> group.notifiedAt() != null)
                .toList();
    }
}
