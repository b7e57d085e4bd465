package io.agentaiops.alertrouter.operation;

import java.util.Map;

/** How an operation ended. */
public sealed interface Outcome {

    /** One line for people. */
    String summary();

    /** The facts behind it. */
    Map<String, Object> evidence();

    /**
     * Done, and well.
     *
     * @param summary one line
     * @param evidence the facts
     */
    record Succeeded(String summary, Map<String, Object> evidence) implements Outcome {
        public Succeeded {
            evidence = Map.copyOf(evidence);
        }
    }

    /**
     * Not done: the arguments make no sense.
     *
     * @param summary what is wrong and what would be right
     */
    record Refused(String summary) implements Outcome {
        @Override
        public Map<String, Object> evidence() {
            return Map.of();
        }
    }
}
