package io.agentaiops.agentgateway.knowledge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search brought.
 *
 * @param passages best first
 * @param relevant whether the best of them is close enough to the question to be taken for an answer
 * @param problem why the search failed or was worse than it could be; null when all was well
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Retrieval(
        List<Passage> passages, boolean relevant, @Nullable String problem) {

    public Retrieval {
        passages = List.copyOf(passages);
    }
}
