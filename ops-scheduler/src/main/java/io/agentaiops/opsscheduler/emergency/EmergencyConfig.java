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

    /**
     * Whether a runbook's own severity counts when its alert is less severe: the worse of the two is what the times go by.
     * Otherwise it is the alert's alone.
     */
    @WithDefault("true")
    boolean byRunbook();

    /** An alert that still fires so long after its runbook failed calls level 2, if that is sooner than the times below. */
    @WithDefault("5m")
    Duration failedAfter();

    /** In a critical emergency, an alert that still fires so long after its runbook began calls level 2 (engineering). */
    @WithDefault("15m")
    Duration level2After();

    /** Then the on-call manager. */
    @WithDefault("1h")
    Duration managerAfter();

    /** Then level 3 (architecture). */
    @WithDefault("2h")
    Duration level3After();

    /** In one that is a warning, level 2 is called so long after its runbook began. */
    @WithDefault("24h")
    Duration warningLevel2After();

    /** Then level 3; the on-call manager is not. */
    @WithDefault("168h")
    Duration warningLevel3After();

    /** How often the clock is looked at. */
    @WithDefault("5s")
    Duration lookEvery();
}
