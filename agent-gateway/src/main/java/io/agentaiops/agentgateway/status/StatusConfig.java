package io.agentaiops.agentgateway.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is looked at, and how often. */
@ConfigMapping(prefix = "aiops.status")
interface StatusConfig {

    /** How often services and engines are asked. */
    @WithDefault("5s")
    Duration every();

    /** How long one of them may take to answer. */
    @WithDefault("2s")
    Duration timeout();

    /** Kafka brokers, {@code host:port} separated by commas. */
    String kafka();

    /** OpenSearch nodes, {@code host:port} separated by commas. */
    String opensearch();
}
