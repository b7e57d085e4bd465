package io.agentaiops.alertrouter.ingestion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How alerts are kept up to date. */
@ConfigMapping(prefix = "aiops.ingestion")
interface IngestionConfig {

    /** How often alerts are looked for whose time has run out, and silences that began or ended. */
    @WithDefault("1s")
    Duration sweepEvery();
}
