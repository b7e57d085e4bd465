package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.grouping.FlushPolicy.Members;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.routing.GroupingRule;
import io.agentaiops.alertrouter.routing.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets groups speak that are due. What a flush decides, the notifications it plans and the group's next time commit
 * together, so that a process that dies in between has done all of it or nothing.
 */
@ApplicationScoped
public class GroupFlusher {

    private final GroupStore store;
    private final GroupMemberStore memberStore;
    private final CurrentConfig config;
    private final MemberReader members;
    private final NotificationQueue queue;
    private final Findings findings;
    private final Clock clock;

    GroupFlusher(
            GroupStore store,
            GroupMemberStore memberStore,
            CurrentConfig config,
            MemberReader members,
            NotificationQueue queue,
            Findings findings,
            Clock clock) {
        this.findings = findings;
        this.store = store;
        this.memberStore = memberStore;
        this.config = config;
        this.members = members;
        this.queue = queue;
        this.clock = clock;
    }

    /** A group that is due, with its route and its alerts. */
    private record Due(AlertGroup group, Route route, MemberReader.Sorted sorted) {

        Members members() {
            return sorted.members();
        }

        boolean isEmpty() {
            return members().firing().isEmpty() && members().suppressed().isEmpty();
        }
    }

    /** Flushes up to that many groups of routes that this replica knows; returns how many. */
    @Transactional
    public int flushDue(int limit) {
        Instant now = clock.instant();
        List<AlertGroup> locked = store.lockDue(
                now, config.get().routes().all().stream().map(Route::id).toList(), limit);
        if (!locked.isEmpty()) {
            flush(locked, Stored.NOTHING, now);
        }
        return locked.size();
    }

    /**
     * What the transaction that flushes has just stored itself, and need not be read.
     *
     * @param alerts alerts, in the state that they have now
     * @param members the members of groups that are new
     */
    record Stored(Map<Fingerprint, StoredAlert> alerts, Map<UUID, Set<Fingerprint>> members) {
        static final Stored NOTHING = new Stored(Map.of(), Map.of());
    }

    /**
     * What flushes come to.
     *
     * @param plans who is told of what
     * @param after the groups as they are then, those that are gone aside
     * @param over the alerts that leave, by group
     * @param gone groups that nobody needs any more
     */
    record Decided(
            List<NotificationQueue.Plan> plans,
            List<AlertGroup> after,
            Map<UUID, List<Fingerprint>> over,
            List<UUID> gone) {

        List<Instant> times() {
            return after.stream()
                    .map(AlertGroup::nextFlushAt)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    /** Flushes groups that this transaction holds; returns when they speak next. */
    List<Instant> flush(List<AlertGroup> locked, Stored stored, Instant now) {
        Decided decided = decide(locked, stored, now);
        // Nothing was found out yet about what has just been stored.
        queue.plan(stored.equals(Stored.NOTHING) ? withFindings(decided.plans()) : decided.plans());
        memberStore.leave(decided.over());
        store.flushed(decided.after());
        store.delete(decided.gone());
        return decided.times();
    }

    /** Decides on groups that are not stored yet and whose alerts are all given: nothing is read. */
    Optional<Decided> decide(AlertGroup fresh, Stored stored, Instant now) {
        Decided decided = decide(List.of(fresh), stored, now);
        return decided.after().isEmpty() ? Optional.empty() : Optional.of(decided);
    }

    /** Plans what was decided on groups that have been stored as they are afterwards; returns when they speak next. */
    List<Instant> planned(List<Decided> all) {
        queue.plan(all.stream().flatMap(decided -> decided.plans().stream()).toList());
        return all.stream().flatMap(decided -> decided.times().stream()).toList();
    }

    private Decided decide(List<AlertGroup> groups, Stored stored, Instant now) {
        AlertingConfig current = config.get();
        Map<UUID, MemberReader.Sorted> sorted = members.read(fingerprints(groups, stored), stored.alerts(), now);
        Decided decided = new Decided(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new ArrayList<>());
        for (AlertGroup group : groups) {
            Optional<Route> route = current.routes().find(group.routeId());
            MemberReader.Sorted alerts = Objects.requireNonNull(sorted.get(group.id()));
            if (route.isEmpty()) {
                // A reload at this very moment: whoever has the route next, or else the adopter, sees to its alerts.
                decided.after().add(group.nextFlushAt() == null ? group.due(now) : group);
                continue;
            }
            Due due = new Due(group, route.get(), alerts);
            Optional<NotificationReason> reason = reason(due, current, now);
            reason.ifPresent(why -> decided.plans().add(plan(due, why, current)));
            boolean muted = reason.isEmpty() && mutes(due.route(), current, now);
            if (due.isEmpty() && !muted) {
                decided.gone().add(group.id());
            } else {
                decided.over()
                        .put(
                                group.id(),
                                muted ? List.of() : List.copyOf(due.members().resolved()));
                decided.after().add(after(due, reason.isPresent(), muted, now));
            }
        }
        return decided;
    }

    /** What was found out in time goes with the page; nothing ever waits for it. */
    private List<NotificationQueue.Plan> withFindings(List<NotificationQueue.Plan> plans) {
        Set<Fingerprint> firing = plans.stream()
                .flatMap(plan -> plan.message().alerts().stream())
                .filter(item -> !item.resolved())
                .map(item -> new Fingerprint(item.fingerprint()))
                .collect(Collectors.toSet());
        Map<Fingerprint, String> found = firing.isEmpty() ? Map.of() : findings.of(firing);
        return found.isEmpty()
                ? plans
                : plans.stream()
                        .map(plan -> plan.with(
                                item -> item.analysed(found.getOrDefault(new Fingerprint(item.fingerprint()), ""))))
                        .toList();
    }

    private Map<UUID, Set<Fingerprint>> fingerprints(List<AlertGroup> locked, Stored stored) {
        Map<UUID, Set<Fingerprint>> fingerprints = memberStore.members(locked.stream()
                .map(AlertGroup::id)
                .filter(id -> !stored.members().containsKey(id))
                .toList());
        locked.forEach(
                group -> fingerprints.putIfAbsent(group.id(), stored.members().getOrDefault(group.id(), Set.of())));
        return fingerprints;
    }

    /** Why people are told; empty: they are not, or their route is muted at this time. */
    private static Optional<NotificationReason> reason(Due due, AlertingConfig current, Instant now) {
        return mutes(due.route(), current, now)
                ? Optional.empty()
                : FlushPolicy.decide(
                        due.members(),
                        due.group().notifiedFiring(),
                        due.group().notifiedAt(),
                        due.route().grouping().repeat(),
                        now);
    }

    private static boolean mutes(Route route, AlertingConfig current, Instant now) {
        return !current.intervals()
                .muting(route.times().mute(), route.times().active(), now)
                .isEmpty();
    }

    private static NotificationQueue.Plan plan(Due due, NotificationReason why, AlertingConfig current) {
        AlertGroup group = due.group();
        return new NotificationQueue.Plan(
                current.receiver(due.route().receiver()),
                message(group, due.route(), why, due.sorted()),
                "group:" + group.id(),
                group.generation() + 1);
    }

    static Message message(AlertGroup group, Route route, NotificationReason reason, MemberReader.Sorted sorted) {
        List<Message.Item> items = new ArrayList<>();
        items.addAll(items(sorted, sorted.members().firing(), false));
        items.addAll(items(sorted, FlushPolicy.newlyOver(sorted.members(), group.notifiedFiring()), true));
        return new Message(route.receiver(), reason, group.groupKey(), group.labels(), route.labels(), items);
    }

    private static List<Message.Item> items(
            MemberReader.Sorted sorted, Collection<Fingerprint> which, boolean resolved) {
        return sorted.byFingerprint().values().stream()
                .filter(stored -> which.contains(stored.fingerprint()))
                .sorted(Comparator.comparing(
                                (StoredAlert stored) -> stored.alert().startsAt())
                        .thenComparing(StoredAlert::fingerprint))
                .map(stored -> Message.Item.of(stored.alert(), resolved))
                .toList();
    }

    private static AlertGroup after(Due due, boolean notified, boolean muted, Instant now) {
        AlertGroup group = due.group();
        GroupingRule rule = due.route().grouping();
        Instant first = group.firstFlushAt() == null ? now : group.firstFlushAt();
        @Nullable Instant toldAt = notified ? now : group.notifiedAt();
        return new AlertGroup(
                group.id(),
                group.routeId(),
                group.groupKey(),
                group.labels(),
                first,
                next(due, rule, first, toldAt, muted, now),
                toldAt,
                muted ? group.notifiedFiring() : FlushPolicy.toldAfter(due.members(), group.notifiedFiring(), notified),
                group.generation() + (notified ? 1 : 0));
    }

    private static @Nullable Instant next(
            Due due, GroupingRule rule, Instant first, @Nullable Instant toldAt, boolean muted, Instant now) {
        if (muted) {
            // What is held back is told at the first tick after the mute.
            return GroupTimes.tick(first, rule.interval(), now.plusMillis(1));
        }
        // Everything silenced: nothing to repeat; the end of the silence will be news.
        return due.members().firing().isEmpty() || toldAt == null
                ? null
                : GroupTimes.tick(first, rule.interval(), toldAt.plus(rule.repeat()));
    }
}
