package io.agentaiops.ragindexer.search;

import io.agentaiops.eventbus.codec.TraceContext;
import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Embedders;
import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.embedding.QuestionsFirst;
import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.Hit;
import io.agentaiops.ragindexer.index.IndexQuery;
import io.agentaiops.ragindexer.index.IndexRefusal;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.SearchFilter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds passages by words and by meaning; by one of them when the other does not work, and then says so. */
@ApplicationScoped
public class HybridSearch {

    private static final Logger LOG = Logger.getLogger(HybridSearch.class);
    /**
     * Of so many passages more than are wanted, some may say the same as others: the index orders by the score that counts
     * ({@link io.agentaiops.ragindexer.index.Fusion}), and whatever it brings costs time.
     */
    private static final int SPARE = 4;
    /** So many times as many are asked for when the spare ones were not enough. */
    private static final int MORE = 4;

    /** Passages that decide whether an answer is relevant. */
    private static final int LOOKED_AT = 3;
    /** For versions in which too few golden questions could be asked; fits MiniLM. */
    private static final double UNMEASURED_FLOOR = 0.35;

    private final PassageIndex index;
    private final Embedders embedders;
    private final SearchConfig config;
    private final SearchMetrics metrics;
    private final QuestionsFirst questions;
    private final TraceContext traces;

    HybridSearch(
            PassageIndex index,
            Embedders embedders,
            SearchConfig config,
            SearchMetrics metrics,
            QuestionsFirst questions,
            TraceContext traces) {
        this.index = index;
        this.embedders = embedders;
        this.config = config;
        this.metrics = metrics;
        this.questions = questions;
        this.traces = traces;
    }

    private record Asked(IndexVersion version, String text, int results, SearchFilter filter) {}

    private record Found(
            Ranking ranking, SearchMode mode, @Nullable String degraded) {}

    /**
     * Finds the passages that answer the question best.
     *
     * @param wanted by what to look
     * @param filter which documents are looked at, and for whom
     * @throws IndexUnavailable when the index does not answer
     */
    public SearchAnswer search(String question, SearchMode wanted, int results, SearchFilter filter) {
        IndexVersion version = searched(false);
        try {
            return search(version, question, wanted, results, filter);
        } catch (IndexUnavailable e) {
            // Another replica may have switched to another version a moment ago.
            IndexVersion now = searched(true);
            if (now.equals(version)) {
                throw e;
            }
            return search(now, question, wanted, results, filter);
        }
    }

    private IndexVersion searched(boolean fresh) {
        return index.searched(fresh).orElseThrow(() -> new IndexUnavailable("there is no index yet", null));
    }

    /** The same in a version that need not be the one that is searched. */
    public SearchAnswer search(
            IndexVersion version, String question, SearchMode wanted, int results, SearchFilter filter) {
        return questions.ask(() -> answer(version, question, wanted, results, filter));
    }

    private SearchAnswer answer(
            IndexVersion version, String question, SearchMode wanted, int results, SearchFilter filter) {
        long start = System.nanoTime();
        String text =
                question.length() <= config.longestQuery() ? question : question.substring(0, config.longestQuery());
        Asked asked = new Asked(version, text, results, filter);
        Found found = switch (wanted) {
            case LEXICAL -> byWords(asked, null);
            case VECTOR -> byMeaning(asked, embed(asked), null);
            case HYBRID -> byBoth(asked);
        };
        List<SearchResult> best = found.ranking().results(Highlighter.of(text));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        SearchAnswer answer = new SearchAnswer(
                question,
                found.mode(),
                found.degraded(),
                isRelevant(best, found.mode(), version),
                took.toNanos() / 1e6,
                best);
        metrics.searched(answer, took);
        return answer;
    }

    private Vector embed(Asked asked) {
        Embedder embedder = embedders.of(asked.version().model());
        if (!embedder.is(asked.version().digest())) {
            throw new EmbeddingUnavailable(
                    embedder.model() + " is another model than the index was built with, which is being built anew",
                    null);
        }
        Span span = traces.startPart("embeddings", SpanKind.INTERNAL)
                .setAttribute("gen_ai.operation.name", "embeddings")
                .setAttribute("gen_ai.request.model", embedder.model());
        try (Scope ignored = span.makeCurrent()) {
            return embedder.embedQuery(asked.text());
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    private Found byBoth(Asked asked) {
        Vector vector;
        try {
            vector = embed(asked);
        } catch (EmbeddingUnavailable e) {
            return byWords(asked, String.valueOf(e.getMessage()));
        }
        try {
            return found(asked, new IndexQuery.ByBoth(asked.text(), vector), SearchMode.HYBRID, null);
        } catch (IndexRefusal e) {
            return byOne(asked, vector, e);
        } catch (IndexUnavailable e) {
            if (!e.isAnswered()) {
                throw e;
            }
            return byOne(asked, vector, e);
        }
    }

    /** Either side may be what the index cannot do: the vectors want memory, the words a sound query. */
    private Found byOne(Asked asked, Vector vector, RuntimeException reason) {
        LOG.warnf("hybrid search was refused, one side is used: %s", reason.getMessage());
        String degraded = "hybrid search was refused: " + reason.getMessage();
        try {
            return byWords(asked, degraded);
        } catch (IndexRefusal | IndexUnavailable e) {
            LOG.debugf("search by words was refused too: %s", e.getMessage());
            return byMeaning(asked, vector, degraded);
        }
    }

    private Found byWords(Asked asked, @Nullable String degraded) {
        return found(asked, new IndexQuery.ByWords(asked.text()), SearchMode.LEXICAL, degraded);
    }

    private Found byMeaning(Asked asked, Vector vector, @Nullable String degraded) {
        return found(asked, new IndexQuery.ByMeaning(vector), SearchMode.VECTOR, degraded);
    }

    private Found found(Asked asked, IndexQuery.How how, SearchMode mode, @Nullable String degraded) {
        int size = asked.results() + SPARE;
        List<Hit> hits = hits(asked, how, size);
        Ranking ranking = Ranking.of(hits, mode, asked.results());
        if (!ranking.isFull() && hits.size() >= size) {
            ranking = Ranking.of(hits(asked, how, size * MORE), mode, asked.results());
        }
        return new Found(ranking, mode, degraded);
    }

    private List<Hit> hits(Asked asked, IndexQuery.How how, int size) {
        return index.search(asked.version().name(), new IndexQuery(how, size, asked.filter()));
    }

    /** Words alone cannot tell: something found counts as relevant then. */
    private boolean isRelevant(List<SearchResult> best, SearchMode mode, IndexVersion version) {
        return switch (mode) {
            case LEXICAL -> !best.isEmpty();
            case VECTOR, HYBRID -> closeness(best) >= floor(version);
        };
    }

    /** From this closeness on an answer counts as relevant: as configured, or else as measured for the version. */
    public double floor(IndexVersion version) {
        return config.relevanceFloor().orElse(version.relevanceFloor().orElse(UNMEASURED_FLOOR));
    }

    /** Similarity (cosine) of the closest of the first passages; 0 when none was found by meaning. */
    static double closeness(List<SearchResult> best) {
        return best.stream()
                .limit(LOOKED_AT)
                .map(SearchResult::similarity)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }
}
