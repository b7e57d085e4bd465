package io.agentaiops.agentgateway.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Keys that come from files, and for how long a verified key is believed. */
@ConfigMapping(prefix = "aiops.keys")
interface KeyConfig {

    /** File with the key of the principal {@code admin}, made by the launcher on the first start. */
    Optional<String> adminKeyFile();

    /** File with the key by which alert-router asks about keys given to it. */
    Optional<String> alertRouterKeyFile();

    /** Folder into which {@code keys.rotate} puts new keys, each in a file of its own; without it nothing is rotated. */
    Optional<String> handoverFolder();

    /** How many wrong keys one address may try a minute; after that it is answered 429 without a look-up. */
    @WithDefault("30")
    int wrongPerMinute();

    /** File with the key by which tool-runner reads from the other services; it may look at what a viewer may. */
    Optional<String> toolRunnerKeyFile();

    /** For how long a verified key is believed without asking the database; a revoked key lives on that long. */
    @WithDefault("20s")
    Duration believedFor();
}
