package io.agentaiops.alertrouter.threshold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How thresholds are watched; the rules themselves stand in thresholds.yml. */
@ConfigMapping(prefix = "aiops.threshold")
interface ThresholdConfig {

    /** After how long without samples an alert ends by itself. */
    @WithDefault("5m")
    Duration staleAfter();

    /** How often absence is looked for. */
    @WithDefault("1s")
    Duration sweepEvery();
}
