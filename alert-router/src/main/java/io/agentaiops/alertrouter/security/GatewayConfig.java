package io.agentaiops.alertrouter.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who judges API keys, and for how long a judgement is believed. */
@ConfigMapping(prefix = "aiops.gateway")
interface GatewayConfig {

    /** Address of agent-gateway. */
    URI url();

    /** File with the service key that this service asks with; without it only the gateway's own tokens are taken. */
    Optional<Path> keyFile();

    /** How long a judgement is believed without asking again. */
    @WithDefault("60s")
    Duration believedFor();

    /** How long it is believed at most while the gateway does not answer: alerts must come in then too. */
    @WithDefault("1h")
    Duration believedAtMost();
}
