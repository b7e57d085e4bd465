package io.agentaiops.agentgateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much a caller may ask. */
@ConfigMapping(prefix = "aiops.limits")
interface LimitConfig {

    /**
     * Requests a minute for a key of a viewer, operator or approver, and for a person who came by OIDC; 0 for no limit.
     * A key may have a limit of its own. Administrators and services have none unless their key says so: nobody is to
     * be locked out in an emergency.
     */
    @WithDefault("600")
    int requestsPerMinute();

    /** How often replicas tell each other what they let through. */
    @WithDefault("1s")
    Duration shareEvery();
}
