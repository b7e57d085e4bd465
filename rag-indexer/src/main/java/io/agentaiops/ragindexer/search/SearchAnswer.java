package io.agentaiops.ragindexer.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param query the question
 * @param mode by what
 * @param degraded why not by both words and meaning, when that was wanted
 * @param relevant whether the best passage is close enough to the question to be taken for an answer
 * @param tookMs time taken, in milliseconds
 * @param results best first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchAnswer(
        String query,
        SearchMode mode,
        @Nullable String degraded,
        boolean relevant,
        double tookMs,
        List<SearchResult> results) {

    public SearchAnswer {
        results = List.copyOf(results);
    }
}
