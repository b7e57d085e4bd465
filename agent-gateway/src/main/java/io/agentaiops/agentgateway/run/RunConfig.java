package io.agentaiops.agentgateway.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Who works on runs, and how they are followed. */
@ConfigMapping(prefix = "aiops.runs")
public interface RunConfig {

    /**
     * A run whose agent gave no sign of life for so long is taken over by another replica. Renewed by a thread of its
     * own, three times as often.
     */
    @WithDefault("6s")
    Duration lease();

    /** A follower that takes nothing for so long is let go; it can come back with Last-Event-ID. */
    @WithDefault("60s")
    Duration stalledReader();

    /** Silence after which a follower is sent a comment, so that nothing on the way takes the connection for dead. */
    @WithDefault("10s")
    Duration keepAlive();
}
