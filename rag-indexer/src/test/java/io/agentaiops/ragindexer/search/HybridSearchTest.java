package io.agentaiops.ragindexer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.agentaiops.eventbus.codec.TraceContext;
import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Embedders;
import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.embedding.QuestionsFirst;
import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.DocumentFacts;
import io.agentaiops.ragindexer.index.Hit;
import io.agentaiops.ragindexer.index.IndexQuery;
import io.agentaiops.ragindexer.index.IndexRefusal;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.index.SearchFilter;
import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import io.agentaiops.ragindexer.passage.Passage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HybridSearchTest {

    /** As it was measured for the version. */
    private static final OptionalDouble FLOOR = OptionalDouble.of(0.3);

    private final FakeEmbedder embedder = new FakeEmbedder();
    private final FakeIndex index = new FakeIndex(FLOOR);
    private final HybridSearch search = new HybridSearch(
            index,
            new OneModel(embedder),
            new Settings(),
            new SearchMetrics(new SimpleMeterRegistry()),
            new QuestionsFirst(),
            new TraceContext(OpenTelemetry.noop()));

    @Test
    void bothSidesAreAskedAndNothingIsDegraded() {
        index.answer = how -> List.of(hit("a", "disk full", 9.0, 0.6));

        SearchAnswer answer = search.search("disk", SearchMode.HYBRID, 5, SearchFilter.none());

        assertThat(answer.mode()).isEqualTo(SearchMode.HYBRID);
        assertThat(answer.degraded()).isNull();
        assertThat(answer.relevant()).isTrue();
        assertThat(answer.results()).extracting(SearchResult::documentId).containsExactly("a");
    }

    @Test
    void wordsAloneAnswerWhileTheModelIsLoading() {
        embedder.ready = false;
        index.answer = how -> List.of(hit("a", "disk full", 9.0, null));

        SearchAnswer answer = search.search("disk", SearchMode.HYBRID, 5, SearchFilter.none());

        assertThat(answer.mode()).isEqualTo(SearchMode.LEXICAL);
        assertThat(answer.degraded()).isEqualTo("loading");
        assertThat(answer.results()).hasSize(1);
    }

    @Test
    void wordsAloneAnswerWhenTheVectorSideIsRefused() {
        index.answer = how -> switch (how) {
            case IndexQuery.ByWords words -> List.of(hit("a", "disk full", 9.0, null));
            case IndexQuery.ByMeaning meaning -> throw new IndexRefusal("no knn");
            case IndexQuery.ByBoth both -> throw new IndexRefusal("no knn");
        };

        SearchAnswer answer = search.search("disk", SearchMode.HYBRID, 5, SearchFilter.none());

        assertThat(answer.mode()).isEqualTo(SearchMode.LEXICAL);
        assertThat(answer.degraded()).contains("no knn");
    }

    @Test
    void meaningAloneAnswersWhenTheLexicalSideIsRefused() {
        index.answer = how -> switch (how) {
            case IndexQuery.ByMeaning meaning -> List.of(hit("a", "disk full", null, 0.5));
            case IndexQuery.ByWords words -> throw new IndexRefusal("bad query");
            case IndexQuery.ByBoth both -> throw new IndexRefusal("bad query");
        };

        assertThat(search.search("disk", SearchMode.HYBRID, 5, SearchFilter.none())
                        .mode())
                .isEqualTo(SearchMode.VECTOR);
    }

    @Test
    void wordsAloneAnswerWhileTheIndexHasNoRoomForVectors() {
        index.answer = how -> switch (how) {
            case IndexQuery.ByWords words -> List.of(hit("a", "disk full", 9.0, null));
            case IndexQuery.ByMeaning meaning -> throw IndexUnavailable.answered("429 circuit breaker");
            case IndexQuery.ByBoth both -> throw IndexUnavailable.answered("429 circuit breaker");
        };

        SearchAnswer answer = search.search("disk", SearchMode.HYBRID, 5, SearchFilter.none());

        assertThat(answer.mode()).isEqualTo(SearchMode.LEXICAL);
        assertThat(answer.degraded()).contains("circuit breaker");
    }

    @Test
    void wordsAloneAnswerWhileTheModelIsAnotherOneThanTheIndexWasBuiltWith() {
        index.digest = "of before";
        index.answer = how -> List.of(hit("a", "disk full", 9.0, null));

        SearchAnswer answer = search.search("disk", SearchMode.HYBRID, 5, SearchFilter.none());

        assertThat(answer.mode()).isEqualTo(SearchMode.LEXICAL);
        assertThat(answer.degraded()).contains("another model");
    }

    @Test
    void anIndexThatCannotBeReachedIsAskedOnce() {
        index.answer = how -> {
            throw new IndexUnavailable("down", null);
        };

        assertThatThrownBy(() -> search.search("disk", SearchMode.HYBRID, 5, SearchFilter.none()))
                .isInstanceOf(IndexUnavailable.class);
        assertThat(index.asked).hasSize(1);
    }

    @Test
    void absentIndexIsNoAnswer() {
        index.answer = how -> {
            throw new IndexUnavailable("down", null);
        };

        assertThatThrownBy(() -> search.search("disk", SearchMode.HYBRID, 5, SearchFilter.none()))
                .isInstanceOf(IndexUnavailable.class);
    }

    @Test
    void farAwayPassagesAreNotRelevant() {
        index.answer = how -> List.of(hit("a", "disk full", 2.0, 0.1));

        assertThat(search.search("cake", SearchMode.HYBRID, 5, SearchFilter.none())
                        .relevant())
                .isFalse();
    }

    @Test
    void repetitionsAreShownOnce() {
        index.answer = how -> List.of(
                hit("a", "free the disk by deleting old logs", 9.0, 0.6),
                hit("b", "Free the disk by deleting old logs!", 8.0, 0.6),
                hit("c", "call the network team", 3.0, 0.3));

        assertThat(search.search("disk", SearchMode.HYBRID, 5, SearchFilter.none())
                        .results())
                .extracting(SearchResult::documentId, SearchResult::alsoIn)
                .containsExactly(tuple("a", List.of("b")), tuple("c", List.of()));
    }

    @Test
    void whenTooManySayTheSameMoreAreAskedFor() {
        List<Hit> same = IntStream.range(0, 6)
                .mapToObj(i -> hit("copy" + i, "free the disk by deleting old logs", 9.0, 0.6))
                .toList();
        index.answer = how -> index.asked.size() == 1
                ? same
                : Stream.concat(same.stream(), Stream.of(hit("c", "call the network team", 3.0, 0.3)))
                        .toList();

        List<SearchResult> results =
                search.search("disk", SearchMode.HYBRID, 2, SearchFilter.none()).results();

        assertThat(results).extracting(SearchResult::documentId).containsExactly("copy0", "c");
        assertThat(index.asked).extracting(IndexQuery::size).containsExactly(6, 24);
    }

    @Test
    void onlyTheBeginningOfALongQuestionIsLookedAt() {
        index.answer = how -> List.of();

        search.search("x".repeat(10_000), SearchMode.LEXICAL, 5, SearchFilter.none());

        assertThat(index.asked)
                .singleElement()
                .satisfies(query ->
                        assertThat(((IndexQuery.ByWords) query.how()).text()).hasSize(2000));
    }

    private static Hit hit(String document, String text, @Nullable Double lexical, @Nullable Double similarity) {
        Passage passage = new Passage(document + "-0", document, 0, "Title", List.of("Title"), Place.LINE, 1, 1, text);
        return new Hit(
                passage, new DocumentFacts(null, null, null, List.of(), List.of(), false), 1, lexical, similarity);
    }

    private record Settings() implements SearchConfig {
        @Override
        public int results() {
            return 8;
        }

        @Override
        public int mostResults() {
            return 100;
        }

        @Override
        public OptionalDouble relevanceFloor() {
            return OptionalDouble.empty();
        }

        @Override
        public int longestQuery() {
            return 2000;
        }
    }

    private record OneModel(Embedder embedder) implements Embedders {
        @Override
        public Embedder configured() {
            return embedder;
        }

        @Override
        public Embedder of(String model) {
            return embedder;
        }

        @Override
        public OptionalDouble perSecond() {
            return OptionalDouble.empty();
        }
    }

    private static final class FakeEmbedder implements Embedder {
        private boolean ready = true;

        @Override
        public String model() {
            return "fake";
        }

        @Override
        public String digest() {
            return "fake";
        }

        @Override
        public int tokens(String text) {
            return text.length() / 4;
        }

        @Override
        public boolean is(String digest) {
            return digest.equals("fake");
        }

        @Override
        public int window() {
            return 512;
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public List<Vector> embed(List<String> texts) {
            return texts.stream().map(this::embedQuery).toList();
        }

        @Override
        public Vector embedQuery(String text) {
            if (!ready) {
                throw new EmbeddingUnavailable("loading", null);
            }
            return Vector.of(1, 0);
        }
    }
}
