package io.agentaiops.eventbus.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is recorded of callers. */
@ConfigMapping(prefix = "aiops.access")
interface AccessConfig {

    /** Whether also those are recorded who are let in, once an hour for each address: for the service at the edge. */
    @WithDefault("false")
    boolean callers();

    /** How often what was added up becomes an entry of the audit trail. */
    @WithDefault("10s")
    String recordEvery();
}
