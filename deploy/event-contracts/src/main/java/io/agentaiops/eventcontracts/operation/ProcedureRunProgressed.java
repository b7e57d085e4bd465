package io.agentaiops.eventcontracts.operation;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of a procedure, or one of its steps, changed its state.
 *
 * @param runId the run
 * @param procedureId the procedure
 * @param title the procedure's title
 * @param runState the run's state after the change
 * @param stepId the step that changed, when one did
 * @param stepState its state
 * @param summary one line for people
 * @param at when
 */
public record ProcedureRunProgressed(
        String runId,
        String procedureId,
        String title,
        String runState,
        @Nullable String stepId,
        @Nullable String stepState,
        String summary,
        Instant at)
        implements Event {

    public ProcedureRunProgressed {
        Require.text(runId, "runId");
        Require.text(procedureId, "procedureId");
        Require.text(title, "title");
        Require.text(runState, "runState");
        requireNonNull(summary, "summary");
        requireNonNull(at, "at");
    }

    @Override
    public String key() {
        return runId;
    }
}
