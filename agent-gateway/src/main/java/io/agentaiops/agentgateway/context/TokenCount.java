package io.agentaiops.agentgateway.context;

/**
 * Counts tokens for one model: the weight of a text times what was learned about the model.
 *
 * @param factor tokens per weight
 */
public record TokenCount(double factor) {

    public TokenCount {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("factor must be positive, is " + factor);
        }
    }

    /** About the tokens of a text, rounded up. */
    public int of(String text) {
        return (int) Math.ceil(TokenWeight.of(text) * factor);
    }

    /** About the tokens of a text that is a message of its own. */
    public int ofMessage(String text) {
        return (int) Math.ceil((TokenWeight.of(text) + TokenWeight.PER_MESSAGE) * factor);
    }
}
