package io.agentaiops.opsscheduler.maintenance;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/**
 * How the platform is stopped, changed and started here. Each stage is a program and its arguments, between commas, such as
 * {@code /usr/bin/sudo,-n,/opt/aiops/stop-services}. There is no shell. A stage without a command cannot be carried out and
 * says so.
 */
@ConfigMapping(prefix = "aiops.maintenance.stages")
interface MaintenanceConfig {

    /** Stops all services but ops-scheduler. */
    Optional<List<String>> stop();

    /** Changes what is to be changed while they are down. */
    Optional<List<String>> update();

    /** Looks at the machine while nothing uses it. */
    Optional<List<String>> diagnose();

    /** Starts what does not run, and returns when it is ready. */
    Optional<List<String>> start();

    /** Puts the last good version back and starts it. */
    Optional<List<String>> rollBack();
}
