package io.agentaiops.toolrunner.tool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Does what was prepared. */
@FunctionalInterface
public interface ToolRun {

    /**
     * Runs to the end.
     *
     * @param timeout how long it may take; null for the tool's own limit
     * @throws InterruptedException when the caller was interrupted; nothing of it runs any more
     */
    ToolOutcome run(@Nullable Duration timeout) throws InterruptedException;
}
