package io.agentaiops.opsscheduler.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Period;

/** How long runs are remembered. */
@ConfigMapping(prefix = "aiops.history")
interface HistoryConfig {

    /** Runs of procedures with their evidence and reports, and the ledger of due times; they go by whole months. */
    @WithDefault("P1Y")
    Period keep();
}
