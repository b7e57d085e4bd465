package io.agentaiops.opsscheduler.edge;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where users meet the platform. */
@ConfigMapping(prefix = "aiops.edge")
interface EdgeConfig {

    /** Address of agent-gateway, or of what stands before it. */
    URI gateway();
}
