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

    /** How long before the end of a silence people are reminded; zero: never. Shorter silences end without. */
    @WithDefault("15m")
    Duration remindBefore();

    /** How often it is looked for silences that begin again or end soon. */
    @WithDefault("10s")
    Duration lookEvery();
}
