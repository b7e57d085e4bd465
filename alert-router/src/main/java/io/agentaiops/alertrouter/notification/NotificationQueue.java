package io.agentaiops.alertrouter.notification;

import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Plans, claims and settles notifications, each in a transaction. What is planned is sent at least once: a process that
 * dies between the claim and the end of the attempt leaves a claim that runs out; the next attempt is marked as possible
 * duplicate and carries the same idempotency key.
 */
@ApplicationScoped
public class NotificationQueue {

    /**
     * Something a receiver is to be told.
     *
     * @param receiver who
     * @param message what
     * @param origin what it is about; with {@code generation} it makes the plan unique, so that the same transition is
     *     never planned twice
     * @param generation which transition
     */
    public record Plan(Receiver receiver, Message message, String origin, long generation) {

        /** The same with its alerts changed. */
        public Plan with(UnaryOperator<Message.Item> change) {
            List<Message.Item> changed = message.alerts().stream().map(change).toList();
            return new Plan(receiver, message.with(changed), origin, generation);
        }
    }

    private final NotificationStore store;
    private final DeliveryLog log;
    private final NotificationAnnouncements announcements;
    private final Event<NotificationsPlanned> planned;
    private final SendingRoom room;
    private final NotificationConfig config;
    private final Clock clock;

    NotificationQueue(
            NotificationStore store,
            DeliveryLog log,
            NotificationAnnouncements announcements,
            Event<NotificationsPlanned> planned,
            SendingRoom room,
            NotificationConfig config,
            Clock clock) {
        this.store = store;
        this.log = log;
        this.announcements = announcements;
        this.planned = planned;
        this.room = room;
        this.config = config;
        this.clock = clock;
    }

    /** As {@link #plan(List)}; returns the channels that will be used. */
    @Transactional
    public List<String> plan(Plan plan) {
        return plan(List.of(plan));
    }

    /**
     * Plans one notification for each way of each receiver that takes its message. Those that nothing stands before, and
     * for which this replica has room, are claimed with it.
     */
    @Transactional
    public List<String> plan(List<Plan> plans) {
        Instant now = clock.instant();
        List<NotificationStore.Row> rows = new ArrayList<>();
        for (Plan plan : plans) {
            for (Receiver.Way way : plan.receiver().ways()) {
                fitting(way.integration(), plan.message())
                        .ifPresent(kept -> rows.add(new NotificationStore.Row(
                                UUID.fromString(Ids.next()), plan.origin(), plan.generation(), way, kept)));
            }
        }
        if (!rows.isEmpty()) {
            boolean claim = room.free() >= rows.size();
            List<Notification> claimed = store.add(rows, claim ? now.plus(config.claim()) : null, now);
            planned.fire(new NotificationsPlanned(claimed, claimed.size() < rows.size()));
        }
        return rows.stream().map(row -> row.way().channel()).toList();
    }

    private static Optional<Message> fitting(Integration integration, Message message) {
        boolean wanted = switch (message.reason()) {
            case SOME_RESOLVED, ALL_RESOLVED -> integration.sendsResolved();
            case ACKNOWLEDGED -> integration.changesMessages();
            case UPDATE -> integration.takesUpdates();
            case FIRST, NEW_ALERTS, REPEAT, ESCALATED, ON_REQUEST -> true;
        };
        if (!wanted) {
            return Optional.empty();
        }
        List<Message.Item> kept = message.alerts().stream()
                .filter(integration::takes)
                .filter(item -> integration.sendsResolved() || !item.resolved())
                .toList();
        return kept.isEmpty() ? Optional.empty() : Optional.of(message.with(kept));
    }

    /** Claims what is due for this replica, leaving out ways that have enough to do. */
    @Transactional
    public List<Notification> claim(int limit, Set<String> busyWays) {
        return store.claim(clock.instant(), config.claim(), limit, busyWays);
    }

    /** Gives back what was claimed and not begun; it is due at that time. */
    @Transactional
    void release(Notification notification, Instant due) {
        store.release(notification, due);
    }

    /**
     * Records how attempts ended, and says so on the bus of those that were the last. Those whose claim has passed to
     * somebody else are left alone. Returns what was recorded.
     */
    @Transactional
    List<Settlement> settle(Collection<Attempt> attempts) {
        Instant now = clock.instant();
        RetryPolicy retry = new RetryPolicy(config.retryAfter(), config.retryAtMostEvery(), config.attempts());
        List<Settlement> all = attempts.stream()
                .map(attempt -> Settlement.of(attempt, retry, now))
                .toList();
        Set<UUID> held = store.settle(all, now);
        List<Settlement> settled = all.stream()
                .filter(settlement ->
                        held.contains(settlement.attempt().notification().id()))
                .toList();
        log.note(settled);
        List<NotificationAnnouncements.Settled> over = settled.stream()
                .filter(Settlement::isOver)
                .map(settlement -> new NotificationAnnouncements.Settled(
                        settlement.attempt().notification(),
                        settlement.attempt().reason()))
                .toList();
        announcements.settled(over, now);
        return settled;
    }

    /** Tries one more time what was given up; false when there is none such. */
    @Transactional
    public boolean retry(UUID id) {
        boolean revived = store.revive(id, clock.instant());
        if (revived) {
            planned.fire(new NotificationsPlanned(List.of(), true));
        }
        return revived;
    }

    /** Tries one more time what was given up since then, of one receiver or, when that is empty, of all; returns how many. */
    @Transactional
    int retryAll(String receiver, Instant since) {
        int revived = store.revive(receiver, since, clock.instant());
        if (revived > 0) {
            planned.fire(new NotificationsPlanned(List.of(), true));
        }
        return revived;
    }

    /** The delivery log, the newest first. */
    public List<LogEntry> log(Instant before, int limit) {
        return log.entries(new DeliveryLog.Wanted(before, "", "", limit));
    }

    /** How many notifications created since then are in that state. */
    public long count(String state, Instant since) {
        return log.count(state, since);
    }
}
