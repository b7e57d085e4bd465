package io.agentaiops.agentgateway.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a model did on the golden questions.
 *
 * @param id the evaluation
 * @param model its name
 * @param digest its weights
 * @param state whether it is over
 * @param passed whether it did well enough; null while it runs
 * @param score share of right answers
 * @param callValidity share of tool calls that made sense
 * @param reason why it did not pass
 * @param cases each question
 * @param requestedBy who asked for it
 * @param createdAt when
 * @param endedAt when it was over
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Evaluation(
        String id,
        String model,
        String digest,
        State state,
        @Nullable Boolean passed,
        @Nullable Double score,
        @Nullable Double callValidity,
        @Nullable String reason,
        List<GoldenQuestion.Mark> cases,
        String requestedBy,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** Whether it is over. */
    enum State {
        RUNNING,
        DONE,
        /** It could not be carried out: no Ollama, no model. Says nothing about the model. */
        FAILED;

        /** The name over REST. */
        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Evaluation {
        cases = List.copyOf(cases);
    }
}
