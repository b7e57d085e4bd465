package io.agentaiops.eventcontracts.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.Map;

/**
 * A step of a procedure ended.
 *
 * @param operationId the attempt
 * @param runId the run of the procedure
 * @param capability what was asked for
 * @param outcome how it ended
 * @param summary one line for people: what was found, or what went wrong and what to do
 * @param evidence the facts behind the summary, as JSON
 * @param durationMs time taken, in milliseconds
 * @param completedAt when it ended
 */
public record OperationCompleted(
        String operationId,
        String runId,
        String capability,
        Outcome outcome,
        String summary,
        Map<String, Object> evidence,
        long durationMs,
        Instant completedAt)
        implements Event {

    /** How an operation can end. */
    public enum Outcome {
        /** Done, and what was found is good. */
        @JsonProperty("succeeded")
        SUCCEEDED,
        /** Done, but what was found is not good; or it could not be done. */
        @JsonProperty("failed")
        FAILED,
        /** Not done: the arguments make no sense, or it is not allowed. */
        @JsonProperty("refused")
        REFUSED,
        /** Started too late or took too long. */
        @JsonProperty("timed-out")
        TIMED_OUT
    }

    public OperationCompleted {
        Require.text(operationId, "operationId");
        Require.text(runId, "runId");
        Require.text(capability, "capability");
        requireNonNull(outcome, "outcome");
        requireNonNull(summary, "summary");
        evidence = Map.copyOf(evidence);
        Require.notNegative(durationMs, "durationMs");
        requireNonNull(completedAt, "completedAt");
    }

    @Override
    public String key() {
        return runId;
    }
}
