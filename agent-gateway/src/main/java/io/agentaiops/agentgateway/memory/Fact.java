package io.agentaiops.agentgateway.memory;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A sentence of the conversation that is worth keeping.
 *
 * @param turn the exchange that it comes from, from 1
 * @param text who said it, and the sentence
 * @param weight how telling it is; the higher the longer it is kept
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Fact(int turn, String text, double weight) {

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "Fact[" + turn + ", " + weight + "]";
    }
}
