package io.agentaiops.ragindexer.search;

import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.Hit;
import io.agentaiops.ragindexer.index.IndexQuery;
import io.agentaiops.ragindexer.index.IndexRefusal;
import io.agentaiops.ragindexer.index.PassageIndex;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds passages by words and by meaning; by one of them when the other does not work, and then says so. */
@ApplicationScoped
public class HybridSearch {

    private static final Logger LOG = Logger.getLogger(HybridSearch.class);
    /** Candidates for each passage in the answer: some are repetitions, and the index's order is not the last word. */
    private static final int CANDIDATES = 3;

    private static final int FEWEST_CANDIDATES = 30;

    private final PassageIndex index;
    private final Embedder embedder;
    private final SearchConfig config;
    private final SearchMetrics metrics;

    HybridSearch(PassageIndex index, Embedder embedder, SearchConfig config, SearchMetrics metrics) {
        this.index = index;
        this.embedder = embedder;
        this.config = config;
        this.metrics = metrics;
    }

    private record Found(
            List<Hit> hits, SearchMode mode, @Nullable String degraded) {}

    /**
     * Finds the passages that answer the question best.
     *
     * @param wanted by what to look
     * @param tags the documents must have all of these
     * @throws io.agentaiops.ragindexer.index.IndexUnavailable when the index does not answer
     */
    public SearchAnswer search(String question, SearchMode wanted, int results, List<String> tags) {
        long start = System.nanoTime();
        String text =
                question.length() <= config.longestQuery() ? question : question.substring(0, config.longestQuery());
        int size = Math.max(FEWEST_CANDIDATES, results * CANDIDATES);
        Found found = switch (wanted) {
            case LEXICAL -> byWords(text, size, tags, null);
            case VECTOR -> byMeaning(embedder.embedQuery(text), size, tags, null);
            case HYBRID -> byBoth(text, size, tags);
        };
        List<SearchResult> best = Ranking.best(found.hits(), found.mode(), results);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        SearchAnswer answer = new SearchAnswer(
                question, found.mode(), found.degraded(), isRelevant(best, found.mode()), took.toNanos() / 1e6, best);
        metrics.searched(answer, took);
        return answer;
    }

    private Found byBoth(String text, int size, List<String> tags) {
        Vector vector;
        try {
            vector = embedder.embedQuery(text);
        } catch (EmbeddingUnavailable e) {
            return byWords(text, size, tags, String.valueOf(e.getMessage()));
        }
        try {
            return new Found(
                    index.search(new IndexQuery(new IndexQuery.ByBoth(text, vector), size, tags)),
                    SearchMode.HYBRID,
                    null);
        } catch (IndexRefusal e) {
            LOG.warnf("hybrid search was refused, one side is used: %s", e.getMessage());
            return byOne(text, vector, size, tags, "hybrid search was refused: " + e.getMessage());
        }
    }

    private Found byOne(String text, Vector vector, int size, List<String> tags, String degraded) {
        try {
            return byWords(text, size, tags, degraded);
        } catch (IndexRefusal e) {
            return byMeaning(vector, size, tags, degraded);
        }
    }

    private Found byWords(String text, int size, List<String> tags, @Nullable String degraded) {
        return new Found(
                index.search(new IndexQuery(new IndexQuery.ByWords(text), size, tags)), SearchMode.LEXICAL, degraded);
    }

    private Found byMeaning(Vector vector, int size, List<String> tags, @Nullable String degraded) {
        return new Found(
                index.search(new IndexQuery(new IndexQuery.ByMeaning(vector), size, tags)),
                SearchMode.VECTOR,
                degraded);
    }

    /** Words alone cannot tell: something found counts as relevant then. */
    private boolean isRelevant(List<SearchResult> best, SearchMode mode) {
        return switch (mode) {
            case LEXICAL -> !best.isEmpty();
            case VECTOR, HYBRID ->
                best.stream().limit(3).anyMatch(result -> {
                    Double similarity = result.similarity();
                    return similarity != null && similarity >= config.relevanceFloor();
                });
        };
    }
}
