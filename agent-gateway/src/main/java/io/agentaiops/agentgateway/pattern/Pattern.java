package io.agentaiops.agentgateway.pattern;

import java.time.Instant;

/**
 * A question that was asked in several ways, and how that went.
 *
 * @param id the group
 * @param sample one wording, redacted
 * @param asked how often
 * @param people by how many
 * @param failed runs without an answer
 * @param unanswered runs whose answer cites nothing
 * @param cached runs that were answered from the cache
 * @param ratedUp good ratings
 * @param ratedDown bad ratings
 * @param medianMs half of the runs took no longer
 * @param p95Ms 95 of 100 runs took no longer
 * @param lastAskedAt when it was asked last
 */
public record Pattern(
        String id,
        String sample,
        long asked,
        long people,
        long failed,
        long unanswered,
        long cached,
        long ratedUp,
        long ratedDown,
        long medianMs,
        long p95Ms,
        Instant lastAskedAt) {

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "Pattern[" + id + ", " + asked + "]";
    }
}
