package io.agentaiops.balancer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the balancer counts; every name begins with {@code aiops.balancer}. */
final class BalancerMetrics {

    private final MeterRegistry registry;
    private final String service;
    private final MultiGauge inFlight;
    private final MultiGauge ready;
    private final MultiGauge draining;

    BalancerMetrics(MeterRegistry registry, String service) {
        this.registry = registry;
        this.service = service;
        this.inFlight = gauge("aiops.balancer.in.flight", "Requests that a replica has not answered to their end");
        this.ready = gauge("aiops.balancer.replica.ready", "1 when the replica said so when last asked");
        this.draining = gauge("aiops.balancer.replica.draining", "1 when the replica gets no further requests");
        for (int status : List.of(502, 503)) {
            registry.counter("aiops.balancer.refused", "service", service, "status", Integer.toString(status));
        }
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name)
                .description(description)
                .tag("service", service)
                .register(registry);
    }

    /** Measures these replicas from now on, and no other. */
    void watch(List<Replica> replicas) {
        rows(inFlight, replicas, Replica::inFlight);
        rows(ready, replicas, replica -> replica.isReady() ? 1 : 0);
        rows(draining, replicas, replica -> replica.isDraining() ? 1 : 0);
    }

    private static void rows(MultiGauge gauge, List<Replica> replicas, ToDoubleFunction<Replica> value) {
        gauge.register(
                replicas.stream()
                        .<MultiGauge.Row<?>>map(
                                replica -> MultiGauge.Row.of(Tags.of("replica", replica.name()), replica, value))
                        .toList(),
                true);
    }

    void answered(Replica replica, int status) {
        registry.counter("aiops.balancer.requests", tags(replica).and("outcome", status / 100 + "xx"))
                .increment();
    }

    /** It went to another replica, since this one could not be reached. */
    void unreachable(Replica replica) {
        registry.counter("aiops.balancer.unreachable", tags(replica)).increment();
    }

    /** It was cut off by this replica and asked of another one. */
    void repeated(Replica replica) {
        registry.counter("aiops.balancer.repeated", tags(replica)).increment();
    }

    /** Answered by the balancer itself, for no replica could. */
    void refused(int status) {
        registry.counter("aiops.balancer.refused", "service", service, "status", Integer.toString(status))
                .increment();
    }

    private Tags tags(Replica replica) {
        return Tags.of("service", service, "replica", replica.name());
    }
}
