package io.agentaiops.ragindexer.operation;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * How an operation ended.
 *
 * @param verdict how
 * @param summary one line for people
 * @param evidence the facts behind it
 */
public record OperationResult(Verdict verdict, String summary, Map<String, Object> evidence) {

    /** Ways to end. */
    public enum Verdict {
        SUCCEEDED,
        FAILED,
        REFUSED,
        TIMED_OUT
    }

    public OperationResult {
        requireNonNull(verdict, "verdict");
        requireNonNull(summary, "summary");
        evidence = Map.copyOf(evidence);
    }

    static OperationResult good(String summary, Map<String, Object> evidence) {
        return new OperationResult(Verdict.SUCCEEDED, summary, evidence);
    }

    static OperationResult bad(String summary, Map<String, Object> evidence) {
        return new OperationResult(Verdict.FAILED, summary, evidence);
    }

    static OperationResult refused(String summary) {
        return new OperationResult(Verdict.REFUSED, summary, Map.of());
    }
}
