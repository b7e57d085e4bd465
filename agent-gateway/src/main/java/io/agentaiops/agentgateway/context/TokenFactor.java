package io.agentaiops.agentgateway.context;

/**
 * What was learned about a model's tokenizer: tokens per weight. It follows upwards at once and downwards slowly, for
 * too high a guess costs a little room and too low a guess costs the beginning of the prompt.
 *
 * @param value tokens per weight
 * @param samples prompts it rests on
 */
record TokenFactor(double value, long samples) {

    static final TokenFactor UNKNOWN = new TokenFactor(1.25, 0);

    private static final double LOWEST = 0.5;
    private static final double HIGHEST = 4;
    private static final double MARGIN = 1.1;
    private static final double DOWNWARDS = 0.1;
    private static final double AFTER_OVERFLOW = 1.3;

    /** A part of what was expected: the prompt was cut, or Ollama counted only what was not in its cache. */
    private static final double NOT_THE_WHOLE = 0.4;

    /** Shorter prompts tell more of the chat's template than of the tokenizer. */
    private static final double ENOUGH = 200;

    /** After a prompt of that weight was counted by Ollama. */
    TokenFactor seen(double weight, long tokens) {
        if (weight < ENOUGH || tokens <= 0) {
            return this;
        }
        double observed = tokens / weight;
        if (observed < value * NOT_THE_WHOLE) {
            return this;
        }
        double next = observed > value ? observed : value + DOWNWARDS * (observed - value);
        return new TokenFactor(bounded(next), samples + 1);
    }

    /** After Ollama refused a prompt that should have fitted. */
    TokenFactor overflowed() {
        return new TokenFactor(bounded(value * AFTER_OVERFLOW), samples + 1);
    }

    TokenCount count() {
        return new TokenCount(samples == 0 ? value : value * MARGIN);
    }

    private static double bounded(double value) {
        return Math.min(HIGHEST, Math.max(LOWEST, value));
    }
}
