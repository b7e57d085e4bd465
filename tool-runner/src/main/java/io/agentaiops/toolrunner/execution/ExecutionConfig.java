package io.agentaiops.toolrunner.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are run. */
@ConfigMapping(prefix = "aiops.execution")
public interface ExecutionConfig {

    /** Calls that this replica runs at the same time; the others wait. */
    @WithDefault("8")
    int concurrency();

    /** Calls that this replica keeps in memory in their turn; further ones wait in the database. */
    @WithDefault("1000")
    int queue();

    /** How often this replica says that it is alive, and looks for what others left. */
    @WithDefault("1s")
    Duration heartbeatInterval();

    /** A replica that was silent for so long is dead, and its calls are recovered. */
    @WithDefault("7s")
    Duration instanceTimeout();

    /** How often a call that only looks is started before it is given up. */
    @WithDefault("3")
    int maxAttempts();

    /** How long a person has to decide. */
    @WithDefault("1h")
    Duration approvalTimeout();
}
