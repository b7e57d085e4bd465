package io.agentaiops.opsscheduler.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Where logs are kept. */
@ConfigMapping(prefix = "aiops.logs")
interface LogConfig {

    /** OpenSearch nodes as {@code host:port} or as URLs. */
    List<String> hosts();

    /** Longest time that one request to OpenSearch may take. */
    @WithDefault("20s")
    Duration timeout();
}
