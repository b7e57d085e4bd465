package io.agentaiops.ragindexer.index;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How OpenSearch is reached. */
@ConfigMapping(prefix = "aiops.opensearch")
public interface OpenSearchConfig {

    /** Its nodes as {@code host:port} or {@code https://host:port}; another is asked when one is down. */
    @WithDefault("${OPENSEARCH_HOSTS:127.0.0.1:9200}")
    List<String> hosts();

    /** User name, when it asks for one. */
    Optional<String> username();

    /** Password of that user. */
    Optional<String> password();

    /** PEM file of the authorities that sign its certificates, when the JDK does not know them. */
    Optional<String> caFile();

    /** How long connecting may take. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long an answer may take. */
    @WithDefault("20s")
    Duration responseTimeout();
}
