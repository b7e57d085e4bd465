package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.grouping.FlushPolicy.Members;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.routing.Route;
import io.agentaiops.alertrouter.silence.Silence;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets groups speak that are due. What a flush decides, the notifications it plans and the group's next time commit
 * together, so that a process that dies in between has done all of it or nothing.
 */
@ApplicationScoped
public class GroupFlusher {

    private final GroupStore store;
    private final CurrentConfig config;
    private final MemberReader members;
    private final NotificationQueue queue;
    private final Clock clock;

    GroupFlusher(GroupStore store, CurrentConfig config, MemberReader members, NotificationQueue queue, Clock clock) {
        this.store = store;
        this.config = config;
        this.members = members;
        this.queue = queue;
        this.clock = clock;
    }

    /** Flushes up to that many groups; returns how many. */
    @Transactional
    public int flushDue(int limit) {
        Instant now = clock.instant();
        List<AlertGroup> due = store.lockDue(now, limit);
        if (!due.isEmpty()) {
            List<Silence> silences = members.silences();
            AlertingConfig current = config.get();
            due.forEach(group -> current.routes()
                    .find(group.routeId())
                    .ifPresentOrElse(
                            route -> flush(group, route, current, silences, now), () -> store.delete(group.id())));
        }
        return due.size();
    }

    private void flush(AlertGroup group, Route route, AlertingConfig current, List<Silence> silences, Instant now) {
        MemberReader.Sorted sorted = members.read(store.members(group.id()), silences, now);
        Members present = sorted.members();
        Optional<NotificationReason> reason = FlushPolicy.decide(
                present,
                group.notifiedFiring(),
                group.notifiedAt(),
                route.grouping().repeat(),
                now);
        reason.ifPresent(why -> queue.plan(
                current.receiver(route.receiver()),
                message(group, route, why, sorted),
                "group:" + group.id(),
                group.generation() + 1));
        store.leave(group.id(), present.resolved());
        if (present.firing().isEmpty() && present.suppressed().isEmpty()) {
            store.delete(group.id());
        } else {
            store.flushed(after(group, route, present, reason.isPresent(), now));
        }
    }

    private Message message(AlertGroup group, Route route, NotificationReason reason, MemberReader.Sorted sorted) {
        List<Message.Item> items = new ArrayList<>();
        items.addAll(items(sorted, sorted.members().firing(), false));
        items.addAll(items(sorted, FlushPolicy.newlyOver(sorted.members(), group.notifiedFiring()), true));
        return new Message(route.receiver(), reason, group.groupKey(), group.labels(), items);
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

    private static AlertGroup after(AlertGroup group, Route route, Members members, boolean notified, Instant now) {
        Instant first = group.firstFlushAt() == null ? now : group.firstFlushAt();
        @Nullable Instant toldAt = notified ? now : group.notifiedAt();
        // Everything silenced: nothing to repeat; the end of the silence will be news.
        @Nullable
        Instant next = members.firing().isEmpty() || toldAt == null
                ? null
                : GroupTimes.tick(
                        first,
                        route.grouping().interval(),
                        toldAt.plus(route.grouping().repeat()));
        return new AlertGroup(
                group.id(),
                group.routeId(),
                group.groupKey(),
                group.labels(),
                first,
                next,
                toldAt,
                FlushPolicy.toldAfter(members, group.notifiedFiring(), notified),
                group.generation() + (notified ? 1 : 0));
    }
}
