package io.agentaiops.agentgateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sessions last. */
@ConfigMapping(prefix = "aiops.sessions")
interface SessionConfig {

    /** A session counts as active for this long after its last question. */
    @WithDefault("15m")
    Duration activeFor();

    /** After this long without a question a session is over: it answers 410, and a new one must be begun. */
    @WithDefault("7d")
    Duration idleTimeout();

    /** A session in which nothing was ever asked is removed after this long. */
    @WithDefault("1d")
    Duration keepEmpty();

    /** A session is removed with all that was said in it this long after its last question. */
    @WithDefault("30d")
    Duration keep();
}
