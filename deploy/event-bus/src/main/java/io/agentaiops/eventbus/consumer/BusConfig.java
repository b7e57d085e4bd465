package io.agentaiops.eventbus.consumer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the service listens. */
@ConfigMapping(prefix = "aiops.bus")
public interface BusConfig {

    /** Whether to listen at all; tests of single beans switch it off. */
    @WithDefault("true")
    boolean enabled();

    /** Create topics that are missing, with {@link #partitions()} and the broker's replication. */
    @WithDefault("true")
    boolean createTopics();

    /** Partitions of a topic that is created here: the most replicas that can share its work. */
    @WithDefault("6")
    int partitions();

    /** A replica that is silent for so long loses its partitions to the others. */
    @WithDefault("6s")
    Duration sessionTimeout();

    /** Attempts at an event whose handler fails for a reason of its own, before it is given up. */
    @WithDefault("5")
    int attempts();

    /** Wait after the first failure; doubled after each further one, up to 32 times. */
    @WithDefault("200ms")
    Duration backOff();

    /** How long handled event ids are remembered: longer than the topics' retention. */
    @WithDefault("8d")
    Duration inboxRetention();
}
