package io.agentaiops.agentgateway.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which answers are given again. An administrator can switch the cache off and on over REST, too. */
@ConfigMapping(prefix = "aiops.answer-cache")
interface CacheConfig {

    /** Whether answers are cached, unless an administrator said otherwise. */
    @WithDefault("true")
    boolean enabled();

    /**
     * Least cosine similarity of two questions that count as one, 0.15 less when they speak of the same things in other
     * forms. Measured by SameQuestionTest; lower finds more and mistakes more.
     */
    @WithDefault("0.95")
    double similarity();

    /** How long an answer from documents is given again, when none of them changes before. */
    @WithDefault("24h")
    Duration maxAge();

    /** How long an answer that rests on the output of tools is given again, from the output on; 0s for never. */
    @WithDefault("30s")
    Duration liveMaxAge();

    /** Whether people get each other's answers, as far as these hold no personal data; else everybody their own. */
    @WithDefault("true")
    boolean shared();

    /** How many answers are kept at most; the oldest go first. */
    @WithDefault("5000")
    int entries();

    /** How long the vector of a question is waited for. */
    @WithDefault("250ms")
    Duration patience();
}
