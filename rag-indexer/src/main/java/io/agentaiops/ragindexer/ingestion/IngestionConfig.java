package io.agentaiops.ragindexer.ingestion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How documents are worked off. */
@ConfigMapping(prefix = "aiops.ingestion")
public interface IngestionConfig {

    /** Documents that are embedded and indexed together. */
    @WithDefault("16")
    int batch();

    /** How long a replica may work on a batch before another takes it over. */
    @WithDefault("60s")
    Duration claim();

    /** How often to look for work that no signal told of: of other replicas, and of claims that ran out. */
    @WithDefault("2s")
    Duration poll();

    /** Longest pause between attempts while the index or the database is away. */
    @WithDefault("5s")
    Duration longestPause();
}
