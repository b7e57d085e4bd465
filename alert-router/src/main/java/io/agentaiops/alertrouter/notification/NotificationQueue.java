package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.notification.Delivery.Delivered;
import io.agentaiops.alertrouter.notification.Delivery.Failed;
import io.agentaiops.alertrouter.notification.Delivery.Impossible;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Plans, claims and settles notifications, each in a transaction. What is planned is sent at least once: a process that
 * dies between the claim and the end of the attempt leaves a claim that runs out; the next attempt is marked as possible
 * duplicate and carries the same idempotency key.
 */
@ApplicationScoped
public class NotificationQueue {

    private final NotificationStore store;
    private final NotificationAnnouncements announcements;
    private final Event<NotificationsPlanned> planned;
    private final NotificationConfig config;
    private final Clock clock;

    NotificationQueue(
            NotificationStore store,
            NotificationAnnouncements announcements,
            Event<NotificationsPlanned> planned,
            NotificationConfig config,
            Clock clock) {
        this.store = store;
        this.announcements = announcements;
        this.planned = planned;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Plans one notification for each way of the receiver that takes the message.
     *
     * @param origin what it is about; with {@code generation} it makes the plan unique, so that the same transition is
     *     never planned twice
     * @return the channels that will be used
     */
    @Transactional
    public List<String> plan(Receiver receiver, Message message, String origin, long generation) {
        List<String> channels = new ArrayList<>();
        for (Receiver.Way way : receiver.ways()) {
            Optional<Message> fitting = fitting(way.integration(), message);
            fitting.ifPresent(kept -> {
                store.add(UUID.fromString(Ids.next()), origin, generation, way, kept.title(), kept, clock.instant());
                channels.add(way.channel());
            });
        }
        planned.fire(new NotificationsPlanned());
        return channels;
    }

    private static Optional<Message> fitting(Integration integration, Message message) {
        if (message.reason().onlyResolves() && !integration.sendsResolved()) {
            return Optional.empty();
        }
        List<Message.Item> kept = message.alerts().stream()
                .filter(integration::takes)
                .filter(item -> integration.sendsResolved() || !item.resolved())
                .toList();
        return kept.isEmpty() ? Optional.empty() : Optional.of(message.with(kept));
    }

    /** Claims what is due for this replica. */
    @Transactional
    public List<Notification> claim(int limit) {
        return store.claim(clock.instant(), config.claim(), limit);
    }

    /** Records how an attempt ended; says so on the bus when it was the last. Returns the state. */
    @Transactional
    public String settle(Notification notification, Delivery delivery) {
        return switch (delivery) {
            case Delivered delivered -> end(notification, "delivered", "");
            case Impossible impossible -> end(notification, "dead", impossible.reason());
            case Failed failed ->
                retry().pauseAfter(notification.attempt(), failed.notBefore())
                        .map(pause -> again(notification, failed.reason(), pause))
                        .orElseGet(() -> end(notification, "dead", failed.reason()));
        };
    }

    private String again(Notification notification, String reason, Duration pause) {
        Instant now = clock.instant();
        store.settle(notification, "pending", reason, now.plus(pause), now);
        return "retried";
    }

    private String end(Notification notification, String state, String failure) {
        Instant now = clock.instant();
        if (store.settle(notification, state, failure, now, now)) {
            announcements.settled(notification, failure, now);
        }
        return state;
    }

    private RetryPolicy retry() {
        return new RetryPolicy(config.retryAfter(), config.retryAtMostEvery(), config.attempts());
    }

    /** The delivery log, the newest first. */
    public List<LogEntry> log(Instant before, int limit) {
        return store.log(before, limit);
    }

    /** How many notifications created since then are in that state. */
    public long count(String state, Instant since) {
        return store.count(state, since);
    }
}
