package io.agentaiops.ragindexer.quality;

import java.time.Instant;

/** Tells people that search has become worse, and that it is well again. */
public interface QualityAlerts {

    /** A build was refused. */
    void buildRefused(String index, String reason, Instant at);

    /** What is searched finds less than it did. */
    void searchWorse(String reason, Instant since);

    /** It finds what it did again. */
    void searchWell(Instant at);
}
