package io.agentaiops.toolrunner.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a tool counts as failing, and how often it is tried on its own. */
@ConfigMapping(prefix = "aiops.health")
interface HealthConfig {

    /** How often results are looked at, and self-tests that are due are begun. */
    @WithDefault("10s")
    Duration lookEvery();

    /** How far back calls are looked at. */
    @WithDefault("10m")
    Duration window();

    /** Fewer calls than that prove nothing. */
    @WithDefault("5")
    int leastCalls();

    /** The share of failures among them, in percent, from which the tool is taken out of use. */
    @WithDefault("60")
    int failuresPercent();

    /** How often a tool that works is tried on its own. */
    @WithDefault("15m")
    Duration selfTestInterval();

    /** How often a tool that is out of use is tried on its own. */
    @WithDefault("30s")
    Duration retryInterval();

    /** So many self-tests that fail in a row take a tool out of use as well. */
    @WithDefault("3")
    int selfTestFailures();
}
