package io.agentaiops.eventbus.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.atomic.AtomicLong;

/** Looks regularly for what a killed replica left in the outbox, and closes the producers last. */
@ApplicationScoped
class OutboxLifecycle {

    private final OutboxRelay relay;
    private final OutboxStore store;
    private final KafkaSender sender;
    private final AtomicLong depth = new AtomicLong();

    OutboxLifecycle(OutboxRelay relay, OutboxStore store, KafkaSender sender, MeterRegistry metrics) {
        this.relay = relay;
        this.store = store;
        this.sender = sender;
        Gauge.builder("aiops.bus.outbox.depth", depth, AtomicLong::doubleValue)
                .description("events stored and not yet acknowledged by Kafka")
                .register(metrics);
    }

    @Scheduled(every = "1s", identity = "outbox-poll", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void poll() {
        relay.wakeWaiting();
    }

    @Scheduled(every = "10s", identity = "outbox-depth", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void measure() {
        depth.set(store.depth());
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) throws InterruptedException {
        relay.stop();
        sender.close();
    }
}
