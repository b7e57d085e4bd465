package io.agentaiops.alertrouter.investigation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** How much the agent is asked about alerts. */
@ConfigMapping(prefix = "aiops.investigation")
interface InvestigationConfig {

    /** How many incidents are investigated an hour at most, by all replicas together; 0: none. */
    @WithDefault("20")
    int perHour();

    /** How many of these may be about alerts that no escalation policy is for; 0: none. */
    @WithDefault("10")
    int withoutPolicyPerHour();

    /** Which alerts that no escalation policy is for are investigated, by their severity. */
    @WithDefault("warning,critical")
    Set<String> severities();

    /** How long the agent may take. */
    @WithDefault("3m")
    Duration within();
}
