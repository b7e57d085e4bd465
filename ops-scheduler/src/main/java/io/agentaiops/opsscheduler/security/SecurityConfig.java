package io.agentaiops.opsscheduler.security;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where known vulnerabilities are looked up. */
@ConfigMapping(prefix = "aiops.security")
interface SecurityConfig {

    /**
     * A feed that speaks OSV's batch query, such as {@code https://api.osv.dev/v1/querybatch} or a mirror inside; not set:
     * nothing leaves the house and the scan says that it was none.
     */
    Optional<URI> feed();
}
