package io.agentaiops.toolrunner.health;

import java.time.Instant;

/** Tells people that a tool fails, in the transaction of what is stored about it. */
public interface ToolAlerts {

    /** The tool is out of use since then. */
    void failing(String tool, String reason, Instant since);

    /** The tool works again. */
    void works(String tool, Instant since, Instant until);
}
