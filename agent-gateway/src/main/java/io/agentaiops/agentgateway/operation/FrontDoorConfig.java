package io.agentaiops.agentgateway.operation;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** By which way questions of procedures come in. */
@ConfigMapping(prefix = "aiops.front-door")
interface FrontDoorConfig {

    /** The address by which users reach the gateway; without it questions of procedures are asked within the process. */
    Optional<String> address();

    /** File with a viewer's key for it. */
    Optional<String> keyFile();
}
