package io.agentaiops.alertrouter.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How notifications are sent. */
@ConfigMapping(prefix = "aiops.notification")
public interface NotificationConfig {

    /** Address that messages point people to. */
    @WithDefault("http://127.0.0.1:8080")
    String externalUrl();

    /** How many notifications one replica sends at the same time to one way of one receiver. */
    @WithDefault("64")
    int parallel();

    /** How many notifications one replica claims at most before it has sent them. */
    @WithDefault("2048")
    int claimAtMost();

    /**
     * After how long a claim runs out of which nobody knows whose it is, or whose owner lives and does not settle it, as
     * while the database is away. Claims of replicas that died are free within seconds.
     */
    @WithDefault("10m")
    Duration claim();

    /** How often the queue is looked at when nothing wakes the sender. */
    @WithDefault("1s")
    Duration lookEvery();

    /** Pause after the first failure; doubled after each further one. */
    @WithDefault("1s")
    Duration retryAfter();

    /** The longest pause between attempts. */
    @WithDefault("5m")
    Duration retryAtMostEvery();

    /** After how many attempts a notification is given up. */
    @WithDefault("15")
    int attempts();
}
