package io.agentaiops.opsscheduler.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How runs wait. */
@ConfigMapping(prefix = "aiops.run")
interface RunConfig {

    /** Time that people have to decide about a step with {@code approval: required}; then it counts as denied. */
    @WithDefault("1h")
    Duration approvalWindow();

    /** Added to a step's timeout before this service gives up: the one who does the step reports the timeout first. */
    @WithDefault("3s")
    Duration resultGrace();

    /** Before a step with {@code retries:} is tried again; twice as long after each further failure. */
    @WithDefault("5s")
    Duration retryPause();

    /** How often overdue runs are looked for. */
    @WithDefault("1s")
    Duration sweepEvery();
}
