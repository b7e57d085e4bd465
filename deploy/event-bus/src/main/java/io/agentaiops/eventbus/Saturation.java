package io.agentaiops.eventbus;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.BlockingQueue;
import java.util.function.ToDoubleFunction;

/** Tells how full the service's bounded queues are: what waits in each, and how much may. */
public final class Saturation {

    private Saturation() {}

    /**
     * Watches a queue as long as it exists.
     *
     * @param name of the queue, the same in every process
     */
    public static void watch(MeterRegistry registry, String name, BlockingQueue<?> queue) {
        int capacity = queue.size() + queue.remainingCapacity();
        watch(registry, name, queue, BlockingQueue::size, capacity);
    }

    /**
     * Watches something that works like a queue.
     *
     * @param waiting how many wait in it
     * @param capacity how many may
     */
    public static <Q> void watch(
            MeterRegistry registry, String name, Q queue, ToDoubleFunction<Q> waiting, int capacity) {
        Gauge.builder("aiops.queue.depth", queue, waiting)
                .description("what waits in a bounded queue of this process")
                .tag("queue", name)
                .register(registry);
        Gauge.builder("aiops.queue.capacity", () -> capacity)
                .description("how much a bounded queue of this process takes")
                .tag("queue", name)
                .register(registry);
    }
}
