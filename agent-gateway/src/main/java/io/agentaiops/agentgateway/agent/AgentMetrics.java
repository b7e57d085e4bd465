package io.agentaiops.agentgateway.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what an agent does besides answering. */
@ApplicationScoped
class AgentMetrics {

    private final Counter limited;
    private final Counter failed;
    private final Counter repeated;
    private final Counter resumed;

    AgentMetrics(MeterRegistry registry) {
        this.limited = left("limit", registry);
        this.failed = left("failure", registry);
        this.repeated = Counter.builder("aiops.agent-gateway.agent.calls.repeated")
                .description("Tool calls answered from an earlier result of the same run")
                .register(registry);
        this.resumed = Counter.builder("aiops.agent-gateway.agent.runs.resumed")
                .description("Runs that a sweep took up: their replica died, or their time came")
                .register(registry);
    }

    /** A run went on without its model. */
    void left(boolean becauseOfLimit) {
        (becauseOfLimit ? limited : failed).increment();
    }

    void repeated() {
        repeated.increment();
    }

    void resumed() {
        resumed.increment();
    }

    private static Counter left(String reason, MeterRegistry registry) {
        return Counter.builder("aiops.agent-gateway.agent.model.left")
                .description("Runs that went on without their model, by reason")
                .tag("reason", reason)
                .register(registry);
    }
}
