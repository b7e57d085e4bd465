package io.agentaiops.opsscheduler.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Period;

/** How long what is kept. */
@ConfigMapping(prefix = "aiops.retention")
interface RetentionConfig {

    /** Log entries that are no errors, by whole days. */
    @WithDefault("P90D")
    Period systemLogs();

    /** Errors in the logs, by whole days. */
    @WithDefault("P180D")
    Period errorLogs();

    /** Audit entries; the database refuses to let go of any younger than a year, whatever stands here. */
    @WithDefault("P1Y")
    Period audit();

    /** How often what is beyond its term is removed. */
    @WithDefault("6h")
    String purgeEvery();

    /** How long after a start for the first time. */
    @WithDefault("15m")
    String firstPurgeAfter();
}
