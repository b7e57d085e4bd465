package io.agentaiops.eventcontracts.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run ended.
 *
 * @param runId the run
 * @param sessionId its conversation
 * @param outcome how it ended
 * @param mode how it was answered
 * @param model the model that took part, if any
 * @param citedDocuments ids of the documents that the answer cites
 * @param toolCalls number of tool calls made
 * @param durationMs from acceptance to the end, in milliseconds
 * @param completedAt when it ended
 */
public record AnswerCompleted(
        String runId,
        String sessionId,
        Outcome outcome,
        Mode mode,
        @Nullable String model,
        List<String> citedDocuments,
        int toolCalls,
        long durationMs,
        Instant completedAt)
        implements Event {

    /** How a run can end. */
    public enum Outcome {
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("cancelled")
        CANCELLED,
        @JsonProperty("expired")
        EXPIRED
    }

    public AnswerCompleted {
        Require.text(runId, "runId");
        Require.text(sessionId, "sessionId");
        requireNonNull(outcome, "outcome");
        requireNonNull(mode, "mode");
        citedDocuments = List.copyOf(citedDocuments);
        Require.notNegative(toolCalls, "toolCalls");
        Require.notNegative(durationMs, "durationMs");
        requireNonNull(completedAt, "completedAt");
    }

    @Override
    public String key() {
        return sessionId;
    }
}
