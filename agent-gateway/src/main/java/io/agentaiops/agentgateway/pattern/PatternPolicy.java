package io.agentaiops.agentgateway.pattern;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pattern gives reason to do.
 *
 * @param repeated asked at least so often, a question counts as repeated
 * @param slow a median above this counts as slow
 * @param share of failed, unanswered or badly rated runs above which they are named, 0 to 1
 */
public record PatternPolicy(int repeated, Duration slow, double share) {

    /** One thing that is not as it should be: its kind (stable), and what to do about it. */
    public record Advice(String kind, String text) {}

    /** All that is to be said about the pattern; nothing when all is well. */
    public List<Advice> advise(Pattern pattern) {
        List<Advice> all = new ArrayList<>();
        if (isMuch(pattern.failed(), pattern)) {
            all.add(new Advice(
                    "failed",
                    pattern.failed() + " of " + pattern.asked()
                            + " runs failed: open one of them and see which step broke"));
        }
        if (isMuch(pattern.unanswered(), pattern)) {
            all.add(new Advice(
                    "unanswered",
                    pattern.unanswered() + " of " + pattern.asked()
                            + " answers cite no document: write one that answers it"));
        }
        if (isMuch(pattern.ratedDown(), pattern)) {
            all.add(new Advice(
                    "low-rated",
                    pattern.ratedDown() + " bad and " + pattern.ratedUp()
                            + " good ratings: correct the documents that it cites"));
        }
        if (pattern.medianMs() > slow.toMillis()) {
            all.add(new Advice(
                    "slow",
                    "half of the answers took more than " + pattern.medianMs() / 1000
                            + " s: a smaller model, or a document that says it directly"));
        }
        if (pattern.asked() >= repeated) {
            all.add(new Advice(
                    "repeated",
                    "asked " + pattern.asked() + " times by " + pattern.people() + " people, " + pattern.cached()
                            + " answered from the cache: an entry for the FAQ"));
        }
        return all;
    }

    private boolean isMuch(long runs, Pattern pattern) {
        return runs > 0 && runs > share * pattern.asked();
    }
}
