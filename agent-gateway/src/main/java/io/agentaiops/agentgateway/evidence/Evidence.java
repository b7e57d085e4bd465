package io.agentaiops.agentgateway.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What the sentences of an answer rest on.
 *
 * @param sentences its factual sentences, in their order
 * @param fabricatedCitations references to passages that do not exist; they were removed from the answer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Evidence(List<Finding> sentences, int fabricatedCitations) {

    public static final Evidence NONE = new Evidence(List.of(), 0);

    public Evidence {
        sentences = List.copyOf(sentences);
    }

    /** How many sentences are in that state. */
    public long count(Finding.State state) {
        return sentences.stream().filter(sentence -> sentence.state() == state).count();
    }
}
