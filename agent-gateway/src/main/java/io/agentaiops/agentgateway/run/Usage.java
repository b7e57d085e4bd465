package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What an answer took.
 *
 * @param modelTurns times that the model was asked
 * @param promptTokens tokens that it read
 * @param answerTokens tokens that it wrote
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Usage(int modelTurns, long promptTokens, long answerTokens) {

    public static final Usage NONE = new Usage(0, 0, 0);

    /** Tokens read and written. */
    public long tokens() {
        return promptTokens + answerTokens;
    }

    /** This and one more turn. */
    public Usage plus(long prompt, long answer) {
        return new Usage(modelTurns + 1, promptTokens + prompt, answerTokens + answer);
    }
}
