package io.agentaiops.toolrunner.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what is kept. */
@ConfigMapping(prefix = "aiops.calls")
interface RetentionConfig {

    /** A tool call, which says who asked for what, is removed this long after it ended. */
    @WithDefault("30d")
    Duration keep();
}
