package io.agentaiops.agentgateway.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model on its way to be the default.
 *
 * @param id the promotion
 * @param model its name
 * @param digest its weights
 * @param previous the default before; null when there was none
 * @param evaluationId how it did on the golden questions
 * @param state where it stands
 * @param share of the questions that it answers while on trial
 * @param reason why it stands there
 * @param requestedBy who asked for it
 * @param createdAt when
 * @param canaryAt since when it is on trial
 * @param promotedAt since when it is the default
 * @param endedAt when it was settled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Promotion(
        String id,
        String model,
        String digest,
        @Nullable String previous,
        String evaluationId,
        State state,
        double share,
        @Nullable String reason,
        String requestedBy,
        Instant createdAt,
        @Nullable Instant canaryAt,
        @Nullable Instant promotedAt,
        @Nullable Instant endedAt) {

    /** Where it stands. */
    enum State {
        EVALUATING,
        CANARY,
        /** It is the default, and goes back by itself when it regresses. */
        WATCHED,
        PROMOTED,
        REJECTED,
        ROLLED_BACK;

        /** The name over REST. */
        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
