package io.agentaiops.opsscheduler.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How long traces are kept, and how much room they may take. */
@ConfigMapping(prefix = "aiops.traces")
interface TraceStoreConfig {

    /** Whole days (UTC) that traces are kept, today not counted. */
    @WithDefault("7")
    @Min(1)
    @Max(365)
    int keepDays();

    /**
     * Room on the disk that traces may take, in MB, replicas not counted. Beyond it the oldest day goes; where today alone is
     * larger, nothing more is taken today.
     */
    @WithDefault("1024")
    @Min(16)
    @Max(1_048_576)
    long keepMegabytes();

    /** How often old days are looked for. */
    @WithDefault("5m")
    String purgeEvery();
}
