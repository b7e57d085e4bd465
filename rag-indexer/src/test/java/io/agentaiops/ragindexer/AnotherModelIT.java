package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.ragindexer.embedding.SwitchedEmbedders;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.knowledge.EmbeddingValidation;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The embedding model is changed. Its name lets this class run early, while there is little to embed. */
@QuarkusTest
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class AnotherModelIT {

    private static final String BGE = "bge-small-en-v1.5-q";

    @Inject
    SwitchedEmbedders embedders;

    @Inject
    PassageIndex versions;

    @Inject
    EmbeddingValidation validation;

    @Test
    void anotherModelTakesOverWithoutAFailedSearchAndTheFirstOneComesBack() throws InterruptedException {
        given().contentType(ContentType.JSON)
                .body(Map.of("documentId", "wiki/tides.md", "content", "# Tides\n\nSpring tides follow the full moon."))
                .post("/api/v1/documents")
                .then()
                .statusCode(202);
        Knowledge.awaitState("wiki/tides.md", "indexed");
        String first = model();
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        Thread load = Thread.ofPlatform().start(() -> {
            while (running.get()) {
                failed.addAndGet(answers("spring tides and the moon " + asked.incrementAndGet()) ? 0 : 1);
            }
        });
        try {
            embedders.switchTo(BGE);
            awaitModel(BGE);
            assertThat(Knowledge.search("when are the tides high").jsonPath().getString("mode"))
                    .isEqualTo("hybrid");
        } finally {
            embedders.switchTo(null);
            awaitModel(first);
            running.set(false);
            load.join();
        }
        assertThat(failed).hasValue(0);
        assertThat(asked).hasPositiveValue();
        Knowledge.awaitIdle();
    }

    @Test
    void anotherModelOfTheSameNameHasTheIndexBuiltAnewAndNoVectorsAreMixed() {
        upload("wiki/ebb.md", "# Ebb\n\nThe ebb leaves the sandbank dry.");
        Knowledge.awaitState("wiki/ebb.md", "indexed");
        Knowledge.awaitIdle();
        try {
            replaceAndCheck("another0000000001", 384);
            replaceAndCheck("another0000000002", 256);
        } finally {
            String before = index();
            embedders.replace(null, 0);
            await().atMost(Duration.ofMinutes(2)).until(() -> !index().equals(before));
        }
        Knowledge.awaitIdle();
        assertThat(Knowledge.found("where is the sandbank dry")).contains("wiki/ebb.md");
    }

    /** A document that comes before the index is built anew waits for it; meanwhile words answer. */
    private void replaceAndCheck(String digest, int dimension) {
        String before = index();
        embedders.replace(digest, dimension);
        String id = "wiki/flood-" + dimension + ".md";
        upload(id, "# Flood\n\nThe flood of " + dimension + " reached the granary.");

        await().atMost(Duration.ofMinutes(2)).until(() -> !index().equals(before));
        Knowledge.awaitState(id, "indexed", Duration.ofSeconds(60));
        Knowledge.awaitIdle();

        assertThat(Knowledge.search("which flood reached the granary")
                        .jsonPath()
                        .getString("mode"))
                .isEqualTo("hybrid");
        IndexVersion version = versions.current().orElseThrow();
        assertThat(version.digest()).isEqualTo(digest);
        assertThat(version.dimension()).isEqualTo(dimension);
        assertThat(validation.validate(version).findings()).isEmpty();
    }

    private static void upload(String id, String content) {
        given().contentType(ContentType.JSON)
                .body(Map.of("documentId", id, "content", content))
                .post("/api/v1/documents")
                .then()
                .statusCode(202);
    }

    private static String index() {
        return given().get("/api/v1/knowledge/status").jsonPath().getString("index");
    }

    private static boolean answers(String question) {
        Response answer = Knowledge.search(question);
        return answer.statusCode() == 200
                && answer.jsonPath().get("degraded") == null
                && answer.jsonPath().getList("results.documentId").contains("wiki/tides.md");
    }

    private static void awaitModel(String model) {
        await().atMost(Duration.ofMinutes(2)).until(AnotherModelIT::model, model::equals);
    }

    private static String model() {
        return given().get("/api/v1/knowledge/status").jsonPath().getString("model");
    }
}
