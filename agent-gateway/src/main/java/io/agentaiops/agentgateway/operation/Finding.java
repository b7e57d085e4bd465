package io.agentaiops.agentgateway.operation;

import java.util.Map;

/**
 * What an operation found.
 *
 * @param outcome how it ended
 * @param summary one line for people: what was found, or what went wrong and what to do
 * @param evidence the facts behind it
 */
public record Finding(Outcome outcome, String summary, Map<String, Object> evidence) {

    /** How an operation can end. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        REFUSED,
        TIMED_OUT
    }

    public Finding {
        evidence = Map.copyOf(evidence);
    }

    static Finding good(String summary, Map<String, Object> evidence) {
        return new Finding(Outcome.SUCCEEDED, summary, evidence);
    }

    static Finding bad(String summary, Map<String, Object> evidence) {
        return new Finding(Outcome.FAILED, summary, evidence);
    }

    static Finding refused(String summary) {
        return new Finding(Outcome.REFUSED, summary, Map.of());
    }
}
