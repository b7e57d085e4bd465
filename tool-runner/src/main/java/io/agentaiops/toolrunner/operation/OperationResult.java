package io.agentaiops.toolrunner.operation;

import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import java.util.Map;

/**
 * What came out of an operation.
 *
 * @param outcome how it ended
 * @param summary one line for people
 * @param evidence the facts behind it
 */
public record OperationResult(Outcome outcome, String summary, Map<String, Object> evidence) {

    public OperationResult {
        evidence = Map.copyOf(evidence);
    }

    static OperationResult refused(String why) {
        return new OperationResult(Outcome.REFUSED, why, Map.of());
    }
}
