package io.agentaiops.opsscheduler.run;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * How a step ended.
 *
 * @param state an ended state
 * @param summary one line for people: what was found, or what went wrong and what to do
 * @param evidence the facts behind the summary
 */
public record StepResult(StepState state, String summary, Map<String, Object> evidence) {

    public StepResult {
        requireNonNull(summary, "summary");
        evidence = Map.copyOf(evidence);
        if (!state.isEnded()) {
            throw new IllegalArgumentException(state + " is not an end");
        }
    }

    /** A result without evidence. */
    public static StepResult of(StepState state, String summary) {
        return new StepResult(state, summary, Map.of());
    }
}
