package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Embedders;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.ingestion.DocumentIntake;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.passage.Passage;
import io.agentaiops.ragindexer.source.SourceConfig;
import io.agentaiops.ragindexer.source.SourceDocument;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How fast documents become findable, beside the embedding model alone in the same run: BULK (throughput), FRESH (a save of
 * one page), FOLDER (10,000 files). Not a test, and not run as one: {@code AIOPS_BENCH_QA=questions.json mvn -pl
 * rag-indexer -am test -Dtest=IndexBench -Dparts=BULK,FRESH,FOLDER -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@QuarkusTest
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class IndexBench {

    private static final int PASSAGES = 800;
    private static final int SAVES = 40;
    private static final int FILES = 10_000;

    @Inject
    Embedders embedders;

    @Inject
    DocumentIntake intake;

    @Inject
    DocumentCatalog catalog;

    @Inject
    SourceConfig config;

    @BeforeEach
    void idle() {
        Knowledge.awaitIdle();
        embedders.configured().tokens("load the model");
    }

    @Test
    void bulk() throws IOException {
        assumeWanted("BULK");
        Embedder embedder = embedders.configured();
        BenchTexts texts = BenchTexts.read();
        index(texts.varied(PASSAGES / 4, "warm", embedder::tokens), "warm/");
        List<String> documents = texts.varied(PASSAGES, "bulk", embedder::tokens);
        List<String> passages = documents.stream()
                .flatMap(text -> BenchTexts.passages("bulk.md", text, embedder::tokens).stream())
                .map(Passage::embeddingText)
                .toList();

        double before = perSecond(passages.size(), () -> embedder.embed(passages));
        int known = catalog.backlog().chunks();
        Duration took = index(documents, "bulk/");
        int indexed = catalog.backlog().chunks() - known;
        double after = perSecond(passages.size(), () -> embedder.embed(passages));

        double ours = indexed / (took.toNanos() / 1e9);
        System.out.printf(
                Locale.ROOT,
                "bulk: %d documents, %d passages: model alone %.1f and %.1f passages/s, indexed %.1f passages/s, ratio %.3f%n",
                documents.size(),
                indexed,
                before,
                after,
                ours,
                ours / ((before + after) / 2));
    }

    @Test
    void fresh() {
        assumeWanted("FRESH");
        Consumer<Integer> overRest = i -> given().contentType(ContentType.JSON)
                .body(Map.of("documentId", "fresh/rest.md", "content", page(i, "rest")))
                .post("/api/v1/documents")
                .then()
                .statusCode(202);
        Consumer<Integer> overFolder = i -> write(config.folder().resolve("fresh.md"), page(i, "folder"));
        System.out.printf(Locale.ROOT, "save to searchable over REST:   %s%n", saves("rest", overRest));
        System.out.printf(Locale.ROOT, "save to searchable by a file:   %s%n", saves("folder", overFolder));
    }

    @Test
    void folder() throws IOException {
        assumeWanted("FOLDER");
        int known = catalog.backlog().documents();
        Path folder = Files.createDirectories(config.folder().resolve("many"));
        for (int i = 0; i < FILES; i++) {
            write(folder.resolve(i + ".txt"), "Ticket " + i + ": the printer of room " + (i * 7) + " is out of paper.");
        }
        long start = System.nanoTime();
        await().atMost(Duration.ofMinutes(10)).until(() -> catalog.backlog().documents() - known >= FILES);
        double taken = (System.nanoTime() - start) / 1e9;
        await().atMost(Duration.ofMinutes(10)).until(() -> catalog.backlog().pending() == 0);
        Runtime memory = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "folder of %d files: known after %.1f s, findable after %.1f s, heap in use %d MB%n",
                FILES,
                taken,
                (System.nanoTime() - start) / 1e9,
                (memory.totalMemory() - memory.freeMemory()) / 1_000_000);
    }

    private Duration index(List<String> documents, String folder) {
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < documents.size(); i++) {
                intake.upserted(SourceDocument.text(
                        folder + i + ".md",
                        Origin.UPLOAD,
                        DocumentFormat.MARKDOWN,
                        null,
                        List.of(),
                        documents.get(i),
                        Instant.now()));
            }
        });
        long start = System.nanoTime();
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> catalog.backlog().pending() == 0);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Series saves(String word, Consumer<Integer> save) {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < SAVES; i++) {
            long start = System.nanoTime();
            save.accept(i);
            String wanted = word + "zebra" + i;
            await().atMost(Duration.ofSeconds(30))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> isFound(wanted));
            if (i >= SAVES / 4) {
                took.add(System.nanoTime() - start);
            }
        }
        return Series.of(took);
    }

    private static boolean isFound(String word) {
        return given()
                .queryParam("q", word)
                .queryParam("mode", "lexical")
                .get("/api/v1/search")
                .jsonPath()
                .getList("results.text", String.class)
                .stream()
                .anyMatch(text -> text.contains(word));
    }

    /** A page of which one section changes. */
    private static String page(int i, String word) {
        StringBuilder page = new StringBuilder("# Feeding the zebras\n\n");
        for (int section = 0; section < 6; section++) {
            page.append("## Stable ")
                    .append(section)
                    .append("\n\nHay is brought at noon, water in the evening; the gate is closed afterwards.\n\n");
        }
        return page.append("## Today\n\nToday it is the turn of ")
                .append(word)
                .append("zebra")
                .append(i)
                .append(".\n")
                .toString();
    }

    private static double perSecond(int count, Runnable work) {
        long start = System.nanoTime();
        work.run();
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static void assumeWanted(String part) {
        Assumptions.assumeTrue(
                List.of(System.getProperty("parts", part).split(",", -1)).contains(part));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
