package io.agentaiops.alertrouter.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long is kept what is over. */
@ConfigMapping(prefix = "aiops.retention")
interface RetentionConfig {

    /** Notifications that were delivered or given up, with their attempts, counted from when they were planned. */
    @WithDefault("90d")
    Duration notifications();

    /** Alerts that ended, counted from when they were last heard of. */
    @WithDefault("30d")
    Duration alerts();

    /** Silences that ended. */
    @WithDefault("90d")
    Duration silences();

    /** Incidents that are closed, with their time lines, and fire drills. */
    @WithDefault("400d")
    Duration incidents();

    /** How often it is looked for what may go. */
    @WithDefault("1h")
    Duration sweepEvery();
}
