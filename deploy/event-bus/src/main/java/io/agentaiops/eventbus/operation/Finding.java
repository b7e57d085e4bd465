package io.agentaiops.eventbus.operation;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.operation.OperationCompleted;
import java.util.Map;

/**
 * What came of an operation.
 *
 * @param outcome how it ended
 * @param summary one line for people: what was found, or what is wrong and what to do
 * @param evidence the facts behind it, as JSON
 */
public record Finding(OperationCompleted.Outcome outcome, String summary, Map<String, Object> evidence) {

    public Finding {
        requireNonNull(outcome, "outcome");
        requireNonNull(summary, "summary");
        evidence = Map.copyOf(evidence);
    }

    /** Done, and all is well. */
    public static Finding good(String summary, Map<String, Object> evidence) {
        return new Finding(OperationCompleted.Outcome.SUCCEEDED, summary, evidence);
    }

    /** Something is not well, or it could not be done. */
    public static Finding bad(String summary, Map<String, Object> evidence) {
        return new Finding(OperationCompleted.Outcome.FAILED, summary, evidence);
    }

    /** Not done: it makes no sense, or is not allowed. */
    public static Finding refused(String summary) {
        return new Finding(OperationCompleted.Outcome.REFUSED, summary, Map.of());
    }

    /** Not done: it was too late. */
    static Finding tooLate(String summary) {
        return new Finding(OperationCompleted.Outcome.TIMED_OUT, summary, Map.of());
    }
}
