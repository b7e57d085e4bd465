package io.agentaiops.agentgateway.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a model did in a window of time, by the digest of its weights.
 *
 * @param model its name
 * @param digest its weights
 * @param chats times that it was asked
 * @param failures of those, how many came to nothing by its fault or its host's
 * @param firstTokenP50Ms half of the first tokens came within
 * @param firstTokenP95Ms 95 of 100 first tokens came within
 * @param totalP50Ms half of the turns took at most
 * @param totalP95Ms 95 of 100 turns took at most
 * @param tokensPerSecond speed of writing; 0 when nothing was written
 * @param promptTokens tokens read
 * @param answerTokens tokens written
 * @param calls tool calls that it asked for
 * @param invalidCalls those of them that made no sense
 * @param ratedUp runs with a thumb up
 * @param ratedDown runs with a thumb down
 * @param lastUsedAt its last chat
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelFigures(
        String model,
        String digest,
        long chats,
        long failures,
        @Nullable Long firstTokenP50Ms,
        @Nullable Long firstTokenP95Ms,
        long totalP50Ms,
        long totalP95Ms,
        double tokensPerSecond,
        long promptTokens,
        long answerTokens,
        long calls,
        long invalidCalls,
        long ratedUp,
        long ratedDown,
        Instant lastUsedAt) {

    /** Share of chats that failed. */
    public double failureRate() {
        return chats == 0 ? 0 : (double) failures / chats;
    }

    /** Share of tool calls that made no sense. */
    public double invalidCallRate() {
        return calls == 0 ? 0 : (double) invalidCalls / calls;
    }

    /** Share of rated runs with a thumb down. */
    public double downRate() {
        long rated = ratedUp + ratedDown;
        return rated == 0 ? 0 : (double) ratedDown / rated;
    }
}
