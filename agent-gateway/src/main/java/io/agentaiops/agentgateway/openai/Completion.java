package io.agentaiops.agentgateway.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer of the agent in the form of a chat completion, whole or as a chunk of a stream. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Completion(
        String id,
        String object,
        long created,
        String model,
        String systemFingerprint,
        List<Choice> choices,
        @Nullable Usage usage) {

    /** The one choice. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Choice(
            int index,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Part message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Part delta,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String finishReason) {}

    /** A message or a piece of one; {@code reasoning} is what the agent does meanwhile. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(
            @Nullable String role,
            @Nullable String content,
            @Nullable String reasoning) {}

    /** Tokens. */
    record Usage(
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("completion_tokens") long completionTokens,
            @JsonProperty("total_tokens") long totalTokens) {

        static Usage of(io.agentaiops.agentgateway.run.Usage used) {
            return new Usage(used.promptTokens(), used.answerTokens(), used.promptTokens() + used.answerTokens());
        }
    }

    Completion {
        choices = List.copyOf(choices);
    }
}
