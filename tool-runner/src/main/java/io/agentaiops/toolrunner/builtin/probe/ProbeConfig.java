package io.agentaiops.toolrunner.builtin.probe;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Which hosts probes may reach besides this machine and the site's own networks. */
@ConfigMapping(prefix = "aiops.probe")
interface ProbeConfig {

    /**
     * Hosts of the Internet: names, {@code *.example.org} for all below one, ranges such as {@code 198.51.100.0/24}, or
     * {@code *} for all.
     */
    Optional<List<String>> publicHosts();

    /** Hosts and ranges that are not reached although the rest would let them; written in the same way. */
    Optional<List<String>> forbidden();
}
