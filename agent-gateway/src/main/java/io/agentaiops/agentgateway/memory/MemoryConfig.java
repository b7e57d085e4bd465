package io.agentaiops.agentgateway.memory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of a conversation is remembered. */
@ConfigMapping(prefix = "aiops.memory")
public interface MemoryConfig {

    /** Tokens of earlier exchanges that are told word by word; what is older is remembered as facts and summary. */
    @WithDefault("1500")
    int windowTokens();

    /** Tokens of facts and summary that are told. */
    @WithDefault("900")
    int notesTokens();

    /** Facts that are kept per session; beyond that the least telling and oldest go. */
    @WithDefault("600")
    int maxFacts();

    /** Whether a model writes the summary when one is idle; without it, facts alone are kept. */
    @WithDefault("true")
    boolean summarise();

    /** Time that a model may take for a summary. */
    @WithDefault("2m")
    Duration summaryTimeout();
}
