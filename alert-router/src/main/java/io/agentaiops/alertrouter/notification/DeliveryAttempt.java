package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.alert.AlertTraces;
import io.agentaiops.alertrouter.replica.ReplicaLease;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** One attempt to deliver what was claimed, outside of any transaction, and its settling. */
@ApplicationScoped
class DeliveryAttempt {

    private static final Logger LOG = Logger.getLogger(DeliveryAttempt.class);

    /** The longest time that a channel may take for one attempt. */
    private static final Duration LONGEST = Duration.ofSeconds(31);

    private final NotificationQueue queue;
    private final ReceiverDirectory directory;
    private final AttemptSettler settler;
    private final SendingRoom room;
    private final HeldClaims held;
    private final ReplicaLease lease;
    private final RateGate gate;
    private final AlertTraces traces;
    private final NotificationConfig config;
    private final Clock clock;

    DeliveryAttempt(
            NotificationQueue queue,
            ReceiverDirectory directory,
            AttemptSettler settler,
            SendingRoom room,
            HeldClaims held,
            ReplicaLease lease,
            RateGate gate,
            AlertTraces traces,
            NotificationConfig config,
            Clock clock) {
        this.queue = queue;
        this.directory = directory;
        this.settler = settler;
        this.room = room;
        this.held = held;
        this.lease = lease;
        this.gate = gate;
        this.traces = traces;
        this.config = config;
        this.clock = clock;
    }

    /** Delivers what goes together by one way, unless another replica has it or its receiver had enough. */
    void send(List<Notification> claimed) {
        try {
            if (!lease.await()) {
                return;
            }
            List<Notification> ready = claimed.stream().filter(this::isReady).toList();
            together(ready).forEach(this::deliver);
        } catch (RuntimeException e) {
            // Nobody holds them now, so the claim sweeper gives them back.
            claimed.forEach(held::remove);
            LOG.warnf(e, "notifications not settled way=%s", claimed.getFirst().way());
        } finally {
            claimed.forEach(notification -> room.left());
        }
    }

    private boolean isReady(Notification notification) {
        if (!held.has(notification)) {
            // This replica was cut off for so long that another one has it.
            return false;
        }
        Instant now = clock.instant();
        if (notification.claimedUntil().isBefore(now.plus(attemptLimit()))) {
            // It waited for so long that somebody else might have it before we were done.
            queue.release(notification, now);
            held.remove(notification);
            return false;
        }
        Duration pause = receiver(notification)
                .map(receiver -> gate.pause(receiver, notification))
                .orElse(Duration.ZERO);
        if (pause.isPositive()) {
            // Not all that wait at the same moment.
            long spread = ThreadLocalRandom.current().nextLong(1 + pause.toMillis() / 2);
            queue.release(notification, now.plus(pause).plusMillis(spread));
            held.remove(notification);
            return false;
        }
        return true;
    }

    /** How much of the claim must be left to begin. */
    private Duration attemptLimit() {
        return config.claim().compareTo(LONGEST) > 0 ? LONGEST : config.claim().dividedBy(2);
    }

    private Optional<Receiver> receiver(Notification notification) {
        return directory.receiver(notification.message().receiver());
    }

    /** All in one, or each by itself: after a reload a way may no longer bundle. */
    private List<List<Notification>> together(List<Notification> ready) {
        if (ready.size() < 2
                || way(ready.getFirst()).filter(DeliveryAttempt::bundles).isPresent()) {
            return ready.isEmpty() ? List.of() : List.of(ready);
        }
        return ready.stream().map(List::of).toList();
    }

    private static boolean bundles(Receiver.Way way) {
        return way.integration().bundle().isPositive();
    }

    private Optional<Receiver.Way> way(Notification notification) {
        return receiver(notification).flatMap(found -> found.way(notification.channel(), notification.position()));
    }

    private void deliver(List<Notification> bundle) {
        Instant begin = clock.instant();
        Delivery delivery = way(bundle.getFirst())
                .map(way -> traced(way, bundle))
                .orElseGet(() -> new Delivery.Impossible(
                        "no longer configured: " + bundle.getFirst().way()));
        Duration took = Duration.between(begin, clock.instant());
        bundle.forEach(notification -> settler.settle(new Attempt(notification, delivery, begin, took)));
    }

    private Delivery traced(Receiver.Way way, List<Notification> bundle) {
        List<Message.Item> items = bundle.stream()
                .flatMap(notification -> notification.message().alerts().stream())
                .toList();
        if (items.isEmpty()) {
            return guarded(way, bundle);
        }
        Message.Item first = items.getFirst();
        Span span = traces.startTelling(
                        "notify " + way.channel(),
                        first.fingerprint(),
                        first.startsAt(),
                        items.stream().map(Message.Item::fingerprint).toList())
                .setAttribute("aiops.notification.id", bundle.getFirst().id().toString());
        try (Scope ignored = span.makeCurrent()) {
            Delivery delivery = guarded(way, bundle);
            if (!(delivery instanceof Delivery.Delivered)) {
                span.setStatus(StatusCode.ERROR);
            }
            return delivery;
        } finally {
            span.end();
        }
    }

    private static Delivery guarded(Receiver.Way way, List<Notification> bundle) {
        try {
            return way.integration().deliver(bundle);
        } catch (RuntimeException e) {
            LOG.errorf(e, "channel failed unexpectedly channel=%s", way.channel());
            return new Delivery.Failed("unexpected: " + e);
        }
    }
}
