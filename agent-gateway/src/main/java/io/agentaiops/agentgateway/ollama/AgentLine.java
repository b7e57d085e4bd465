package io.agentaiops.agentgateway.ollama;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.agentaiops.agentgateway.agentmodel.AgentModel;
import io.agentaiops.agentgateway.run.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the agent's answer; durations are nanoseconds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record AgentLine(
        String model,
        String createdAt,
        @Nullable Message message,
        @Nullable String response,
        @Nullable String thinking,
        boolean done,
        @Nullable String doneReason,
        @Nullable Long totalDuration,
        @Nullable Long loadDuration,
        @Nullable Long promptEvalCount,
        @Nullable Long promptEvalDuration,
        @Nullable Long evalCount,
        @Nullable Long evalDuration) {

    /** A piece of what the agent says. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(String role, String content, @Nullable String thinking) {}

    /** A piece on its way. */
    static AgentLine piece(AgentRequest.Form form, Instant now, String content, @Nullable String thinking) {
        return line(form, now, content, thinking, null, null, null);
    }

    /** The end, with the whole answer when nothing of it was sent before. */
    static AgentLine end(
            AgentRequest.Form form, Instant now, String content, @Nullable String thinking, Usage usage, long nanos) {
        return line(form, now, content, thinking, "stop", usage, nanos);
    }

    /** Nothing was asked: the model counts as loaded. */
    static AgentLine loaded(AgentRequest.Form form, Instant now) {
        return line(form, now, "", null, "load", null, null);
    }

    private static AgentLine line(
            AgentRequest.Form form,
            Instant now,
            String content,
            @Nullable String thinking,
            @Nullable String doneReason,
            @Nullable Usage usage,
            @Nullable Long nanos) {
        boolean chat = form == AgentRequest.Form.CHAT;
        return new AgentLine(
                AgentModel.NAME,
                now.toString(),
                chat ? new Message("assistant", content, thinking) : null,
                chat ? null : content,
                chat ? null : thinking,
                doneReason != null,
                doneReason,
                nanos,
                nanos == null ? null : 0L,
                usage == null ? null : usage.promptTokens(),
                nanos == null ? null : 0L,
                usage == null ? null : usage.answerTokens(),
                nanos);
    }
}
