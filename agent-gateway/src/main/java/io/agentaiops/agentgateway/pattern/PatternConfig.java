package io.agentaiops.agentgateway.pattern;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When questions count as one, and what is too often, too slow or too bad. */
@ConfigMapping(prefix = "aiops.query-patterns")
interface PatternConfig {

    /** Least cosine similarity of two questions of one group; lower than the cache's, for here nobody gets an answer. */
    @WithDefault("0.8")
    double similarity();

    /** Asked at least so often, a question counts as repeated. */
    @WithDefault("3")
    int repeated();

    /** A median above this counts as slow. */
    @WithDefault("20s")
    Duration slow();

    /** A share of failed, unanswered or badly rated runs above this is named, 0 to 1. */
    @WithDefault("0.2")
    double share();
}
