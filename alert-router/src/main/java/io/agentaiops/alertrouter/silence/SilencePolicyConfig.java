package io.agentaiops.alertrouter.silence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What silences people may set without asking anybody. */
@ConfigMapping(prefix = "aiops.silence")
public interface SilencePolicyConfig {

    /** The longest time that a silence may last. */
    @WithDefault("30d")
    Duration atMost();

    /** Up to how many alerts of now a silence may cover without a second person. */
    @WithDefault("100")
    int broadAbove();
}
