package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Embedders;
import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.DocumentFacts;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.IndexedPassage;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.Replacement;
import io.agentaiops.ragindexer.index.SearchFilter;
import io.agentaiops.ragindexer.passage.Passage;
import io.agentaiops.ragindexer.search.HybridSearch;
import io.agentaiops.ragindexer.search.SearchMode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How fast search answers: SEARCH (beside the bare embedding and the bare hybrid query, question by question), LARGE
 * (100,000 passages), REBUILD (while the index is built anew). Not a test, and not run as one: {@code
 * AIOPS_BENCH_QA=questions.json mvn -pl rag-indexer -am test -Dtest=SearchSpeedBench -Dparts=SEARCH,LARGE,REBUILD
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@QuarkusTest
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class SearchSpeedBench {

    private static final int PASSAGES = 1_000;
    /** Of all questions, of which the last one counts: what is measured is compiled code. */
    private static final int ROUNDS = 4;

    private static final int LARGE = 100_000;
    private static final int AT_ONCE = 1_000;
    private static final Duration PACE = Duration.ofMillis(100);

    @Inject
    Embedders embedders;

    @Inject
    PassageIndex index;

    @Inject
    HybridSearch search;

    private final BareSearch bare = new BareSearch();
    private BenchTexts texts = new BenchTexts(List.of(), List.of());

    @BeforeEach
    void read() throws IOException {
        Knowledge.awaitIdle();
        texts = BenchTexts.read();
        embedders.configured().tokens("load the model");
    }

    @Test
    void beside() throws IOException, InterruptedException {
        assumeWanted("SEARCH");
        fill();
        Embedder embedder = embedders.configured();
        List<Long> alone = new ArrayList<>();
        List<Long> inside = new ArrayList<>();
        List<Long> overRest = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            // Another mark each time: a question that was asked before is not embedded again.
            String mark = " ?".repeat(round + 1);
            for (String question : texts.questions()) {
                long aloneTook = time(() -> bare.search(embedder, question + mark));
                long insideTook =
                        time(() -> search.search(question + mark + "?", SearchMode.HYBRID, 8, SearchFilter.none()));
                long restTook = time(() -> get("/api/v1/search?k=8&q=" + encoded(question + mark + "!")));
                if (round == ROUNDS - 1) {
                    alone.add(aloneTook);
                    inside.add(insideTook);
                    overRest.add(restTook);
                }
            }
        }
        Series floor = Series.of(alone);
        System.out.printf(Locale.ROOT, "bare embedding and hybrid query: %s%n", floor);
        System.out.printf(
                Locale.ROOT,
                "search inside the service:       %s, p50 ratio %.2f%n",
                Series.of(inside),
                ratio(inside, floor, 50));
        System.out.printf(
                Locale.ROOT,
                "search over REST:                %s, p50 ratio %.2f%n",
                Series.of(overRest),
                ratio(overRest, floor, 50));
    }

    /** Halves of real passages put together, with vectors between theirs: what is measured is the index. */
    @Test
    void large() {
        assumeWanted("LARGE");
        Embedder embedder = embedders.configured();
        List<Passage> real = texts.varied(PASSAGES, "real", embedder::tokens).stream()
                .flatMap(text -> BenchTexts.passages("real.md", text, embedder::tokens).stream())
                .toList();
        List<Vector> vectors =
                embedder.embed(real.stream().map(Passage::embeddingText).toList());
        IndexVersion version = index.create(embedder.model(), embedder.digest(), embedder.dimension());
        try {
            Random random = new Random(7);
            long start = System.nanoTime();
            for (int from = 0; from < LARGE; from += AT_ONCE) {
                index.replace(version.name(), replacements(real, vectors, from, random));
            }
            double took = (System.nanoTime() - start) / 1e9;
            PassageIndex.Size size = index.size(version.name());
            System.out.printf(
                    Locale.ROOT,
                    "%d passages (halves of %d real ones) indexed in %.0f s, %.0f a second, %d MB%n",
                    size.passages(),
                    real.size(),
                    took,
                    size.passages() / took,
                    size.bytes() / 1_000_000);
            asked(version, 1, " please");
            System.out.printf(Locale.ROOT, "search, one at a time:  %s%n", Series.of(asked(version, 1, "")));
            System.out.printf(Locale.ROOT, "search, four at a time: %s%n", Series.of(asked(version, 4, " again")));
        } finally {
            index.drop(version.name());
        }
    }

    @Test
    void rebuild() {
        assumeWanted("REBUILD");
        fill();
        paced(" warm", () -> false);
        Series quiet = Series.of(paced(" quiet", () -> false));
        long start = System.nanoTime();
        given().queryParam("force", true)
                .post("/api/v1/knowledge/rebuild")
                .then()
                .statusCode(202);
        List<Long> during = paced(
                " during",
                () -> !"BUILDING"
                        .equals(given().get("/api/v1/knowledge/status")
                                .jsonPath()
                                .getString("rebuild.state")));
        double took = (System.nanoTime() - start) / 1e9;
        String state = given().get("/api/v1/knowledge/status").jsonPath().getString("rebuild.state");
        System.out.printf(Locale.ROOT, "the rebuild is %s%n", state);
        System.out.printf(Locale.ROOT, "search without a rebuild, ten a second: %s%n", quiet);
        System.out.printf(
                Locale.ROOT,
                "search during a rebuild of %.0f s:       %s, p99 ratio %.2f%n",
                took,
                Series.of(during),
                ratio(during, quiet, 99));
    }

    private void fill() {
        List<String> documents = texts.varied(PASSAGES, "fill", embedders.configured()::tokens);
        for (int i = 0; i < documents.size(); i++) {
            given().contentType(ContentType.JSON)
                    .body(Map.of("documentId", "fill/" + i + ".md", "content", documents.get(i)))
                    .post("/api/v1/documents")
                    .then()
                    .statusCode(202);
        }
        await().atMost(Duration.ofMinutes(3))
                .until(() -> given().get("/api/v1/knowledge/status").jsonPath().getString("state"), "ready"::equals);
    }

    private List<Long> paced(String mark, Supplier<Boolean> ended) {
        List<Long> took = new ArrayList<>();
        long next = System.nanoTime();
        for (int i = 0; i < texts.questions().size() && !(i % 10 == 9 && ended.get()); i++) {
            String question = texts.questions().get(i) + mark;
            long due = next;
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() >= due);
            took.add(time(() -> get("/api/v1/search?k=8&q=" + encoded(question))));
            next = Math.max(next + PACE.toNanos(), System.nanoTime());
        }
        return took;
    }

    private List<Long> asked(IndexVersion version, int atOnce, String mark) {
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<Future<Long>> running = texts.questions().stream()
                    .map(question -> threads.submit((Callable<Long>) () -> time(
                            () -> search.search(version, question + mark, SearchMode.HYBRID, 8, SearchFilter.none()))))
                    .toList();
            List<Long> took = new ArrayList<>();
            for (Future<Long> one : running) {
                took.add(one.get());
            }
            return took;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each the first half of one passage and the second half of another, so that no two say the same. */
    private static List<Replacement> replacements(List<Passage> real, List<Vector> vectors, int from, Random random) {
        List<Replacement> replacements = new ArrayList<>();
        for (int i = from; i < from + AT_ONCE; i++) {
            int one = i % real.size();
            int other = (one + 1 + i / real.size()) % real.size();
            Passage passage = real.get(one);
            String id = "large/" + i;
            Passage varied = new Passage(
                    id,
                    id,
                    0,
                    passage.title(),
                    passage.headingPath(),
                    passage.place(),
                    passage.from(),
                    passage.to(),
                    half(passage.text(), 0) + half(real.get(other).text(), 1));
            Vector near = near(vectors.get(one), vectors.get(other), random);
            DocumentFacts facts = new DocumentFacts(null, null, null, List.of(), List.of(), false);
            replacements.add(new Replacement(id, List.of(new IndexedPassage(varied, facts, near)), List.of()));
        }
        return replacements;
    }

    private static String half(String text, int which) {
        int middle = text.indexOf(' ', text.length() / 2);
        int at = middle < 0 ? text.length() / 2 : middle;
        return which == 0 ? text.substring(0, at) : text.substring(at);
    }

    /** Between the two, at a cosine of about 0.9 from the middle. */
    private static Vector near(Vector one, Vector other, Random random) {
        float[] values = new float[one.dimension()];
        double norm = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = one.at(i) + other.at(i);
            norm += values[i] * values[i];
        }
        double length = Math.sqrt(norm);
        double noisy = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / length + random.nextGaussian() * 0.5 / Math.sqrt(values.length));
            noisy += values[i] * values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) Math.sqrt(noisy);
        }
        return Vector.of(values);
    }

    private String get(String path) {
        return bare.send(HttpRequest.newBuilder(
                URI.create(io.restassured.RestAssured.baseURI + ":" + io.restassured.RestAssured.port + path)));
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static long time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static double ratio(List<Long> ours, Series floor, double percentile) {
        return Series.of(ours).percentile(percentile) / floor.percentile(percentile);
    }

    private static void assumeWanted(String part) {
        Assumptions.assumeTrue(
                List.of(System.getProperty("parts", part).split(",", -1)).contains(part));
    }
}
