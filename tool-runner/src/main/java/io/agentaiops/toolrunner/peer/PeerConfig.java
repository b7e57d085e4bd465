package io.agentaiops.toolrunner.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where the other services answer. */
@ConfigMapping(prefix = "aiops.peers")
public interface PeerConfig {

    /** The gateway, through which the others are asked. */
    URI gateway();

    /** File with this service's API key for the gateway. */
    Optional<String> keyFile();

    /** The longest that an answer may take. */
    @WithDefault("15s")
    Duration timeout();

    /** The base address of each service by its name, for its open metrics. */
    Map<String, URI> services();
}
