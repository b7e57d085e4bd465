package io.agentaiops.opsscheduler.host;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the host is watched. */
@ConfigMapping(prefix = "aiops.host")
interface HostConfig {

    /** How often CPU, memory and disks are measured and published. */
    @WithDefault("10s")
    Duration sampleEvery();

    /** The host's name in labels; the machine's own when not set. */
    Optional<String> name();
}
