package io.agentaiops.opsscheduler.emergency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How emergency runbooks begin and who is called when they do not help. */
@ConfigMapping(prefix = "aiops.emergency")
interface EmergencyConfig {

    /** Whether firing alerts start the runbooks that apply to them. */
    @WithDefault("true")
    boolean startByAlert();

    /** A critical alert that still fires so long after its runbook began calls level 2 (engineering). */
    @WithDefault("15m")
    Duration level2After();

    /** Then the on-call manager. */
    @WithDefault("1h")
    Duration managerAfter();

    /** Then level 3 (architecture). */
    @WithDefault("2h")
    Duration level3After();

    /** How often the clock is looked at. */
    @WithDefault("5s")
    Duration lookEvery();
}
