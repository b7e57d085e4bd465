package io.agentaiops.opsscheduler.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where logs are kept. */
@ConfigMapping(prefix = "aiops.logs")
interface LogConfig {

    /** OpenSearch nodes as {@code host:port} or as URLs. */
    List<String> hosts();

    /**
     * Log files of other software to read into the archive, by path; the last part may hold {@code *}. Read by the replica
     * on whose host they lie.
     */
    Optional<List<String>> follow();

    /** What this machine is called: followed files of several are told apart by it. As {@code aiops.host.name}. */
    Optional<String> host();

    /** How often followed files are looked at. */
    @WithDefault("1s")
    Duration followEvery();

    /** Longest time that one request to OpenSearch may take. */
    @WithDefault("20s")
    Duration timeout();
}
