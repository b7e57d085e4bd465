package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.timing.Backlog;
import io.agentaiops.eventbus.Saturation;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** How many more notifications this replica may claim: what it holds must be sent within the claim. */
@ApplicationScoped
class SendingRoom {

    private final Backlog backlog;
    private final int capacity;
    private final AtomicInteger held = new AtomicInteger();

    SendingRoom(NotificationConfig config, Backlog backlog, MeterRegistry metrics) {
        this.backlog = backlog;
        backlog.add(held::get);
        this.capacity = config.claimAtMost();
        Saturation.watch(metrics, "notifications", held, AtomicInteger::get, capacity);
    }

    int free() {
        return Math.max(0, capacity - held.get());
    }

    void taken(int count) {
        held.addAndGet(count);
    }

    void left() {
        held.decrementAndGet();
        backlog.less();
    }
}
