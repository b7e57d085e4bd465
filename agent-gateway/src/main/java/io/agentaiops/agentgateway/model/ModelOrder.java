package io.agentaiops.agentgateway.model;

import java.util.List;

/** Which models answer when nobody names one. */
public interface ModelOrder {

    /**
     * Best first.
     *
     * @param models by name
     * @param anyOther whether another model may take their place when Ollama holds none of them
     */
    record Order(List<String> models, boolean anyOther) {
        public Order {
            models = List.copyOf(models);
        }
    }

    /** For that run: always the same as long as nobody changes anything. */
    Order of(String runId);

    /** Whether it failed its evaluation, so that nobody gets it who did not ask for it. */
    boolean failedEvaluation(OllamaModel model);

    /** A model was found because nobody had chosen one: it stays the default, whatever is pulled later. */
    void settle(String model);
}
