package io.agentaiops.ragindexer.ingestion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How documents are worked off. */
@ConfigMapping(prefix = "aiops.ingestion")
public interface IngestionConfig {

    /** Batches that are worked on at once: while one is written, another is embedded. */
    @WithDefault("2")
    int workers();

    /** Documents that are embedded and indexed together, at most. */
    @WithDefault("48")
    int batch();

    /** Characters of text that are embedded and indexed together; a longer document is a batch by itself. */
    @WithDefault("60000")
    int batchBytes();

    /** How long after a replica died another takes its batch over; the living renew their claims four times as often. */
    @WithDefault("20s")
    Duration claim();

    /** How often a document is tried again that the index refused, or that the reader of files did not survive. */
    @WithDefault("5")
    int retries();

    /** How long after the first attempt that is; each further pause is four times as long, twelve hours at most. */
    @WithDefault("1m")
    Duration retryPause();

    /** How often to look for work that no signal told of: of other replicas, and of claims that ran out. */
    @WithDefault("2s")
    Duration poll();

    /** Longest pause between attempts while the index or the database is away: so soon it is noticed that it is back. */
    @WithDefault("1s")
    Duration longestPause();
}
