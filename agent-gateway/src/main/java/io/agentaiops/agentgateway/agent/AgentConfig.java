package io.agentaiops.agentgateway.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of a run, and how knowledge is used. */
@ConfigMapping(prefix = "aiops.agent")
public interface AgentConfig {

    /** Turns that a model may take in one run. */
    @WithDefault("12")
    int maxTurns();

    /** Tool calls that one run may make. */
    @WithDefault("12")
    int maxCalls();

    /** Steps of a document that one answer from the runbooks executes. */
    @WithDefault("8")
    int maxRunbookSteps();

    /** Time that a run may take. */
    @WithDefault("3m")
    Duration maxTime();

    /** Tokens that a model may read and write in one run, together. */
    @WithDefault("200000")
    long maxTokens();

    /** Passages that are searched for. */
    @WithDefault("6")
    int passages();

    /** A passage whose cosine similarity to the question is lower has nothing to do with it. */
    @WithDefault("0.30")
    double relevance();

    /** Time that a tool called by a model may take. */
    @WithDefault("30s")
    Duration toolTimeout();
}
