package io.agentaiops.toolrunner.tool;

import java.time.Duration;
import java.util.function.Consumer;
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

    /**
     * Runs to the end while somebody looks on; a tool that has nothing to show on its way leaves it at that.
     *
     * @param onlooker hears what the tool prints, some lines at a time and perhaps with gaps
     * @throws InterruptedException as above
     */
    default ToolOutcome run(@Nullable Duration timeout, Consumer<String> onlooker) throws InterruptedException {
        return run(timeout);
    }
}
