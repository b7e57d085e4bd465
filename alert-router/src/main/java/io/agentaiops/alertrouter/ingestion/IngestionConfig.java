package io.agentaiops.alertrouter.ingestion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How alerts are taken in and kept up to date. */
@ConfigMapping(prefix = "aiops.ingestion")
interface IngestionConfig {

    /** How often alerts are looked for whose time has run out, and silences that began or ended. */
    @WithDefault("1s")
    Duration sweepEvery();

    /** Up to how many alerts that came together are applied at once; more are put into the journal first. */
    @WithDefault("256")
    int applyAtMost();

    /** How many alerts a second are applied as they come, in the long run; above it the journal takes them. */
    @WithDefault("200")
    int applyPerSecond();

    /** How many alerts may stand in the journal; above it callers are told to come back later. */
    @WithDefault("2000000")
    int journalAtMost();

    /** How many alerts of the journal are applied in one transaction. */
    @WithDefault("500")
    int foldAtOnce();
}
