package io.agentaiops.agentgateway.memory;

import io.agentaiops.agentgateway.context.Draft.Exchange;
import io.agentaiops.agentgateway.context.TokenCount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * How much of the conversation reaches the model, and what share of a prompt it takes. Efficiency is kept tokens per used
 * token: tokens of conversation told, by tokens of the whole prompt.
 */
@ApplicationScoped
public class MemoryMetrics {

    private final DistributionSummary kept;
    private final DistributionSummary efficiency;
    private final MeterRegistry registry;
    private final MemoryUse use;

    MemoryMetrics(MeterRegistry registry, MemoryUse use) {
        this.registry = registry;
        this.use = use;
        this.kept = DistributionSummary.builder("aiops.agent-gateway.memory.kept-tokens")
                .description("Tokens of earlier conversation that a prompt holds")
                .register(registry);
        this.efficiency = DistributionSummary.builder("aiops.agent-gateway.memory.efficiency")
                .description("Tokens of earlier conversation per token of the prompt")
                .register(registry);
        summaries("model");
        summaries("failed");
    }

    /** A prompt of so many tokens was made with these parts of the conversation. */
    public void told(String notes, List<Exchange> exchanges, int promptTokens, TokenCount count) {
        int tokens = notes.isEmpty() ? 0 : count.ofMessage(notes);
        for (Exchange said : exchanges) {
            tokens += count.ofMessage(said.question()) + count.ofMessage(said.answer());
        }
        if (tokens > 0 && promptTokens > 0) {
            kept.record(tokens);
            efficiency.record((double) tokens / promptTokens);
            use.told(tokens, promptTokens);
        }
    }

    void summarised(boolean worked) {
        summaries(worked ? "model" : "failed").increment();
    }

    private Counter summaries(String outcome) {
        return registry.counter("aiops.agent-gateway.memory.summaries", "outcome", outcome);
    }
}
