package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ModelLibraryIT extends Journey {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void ollamaIsUp() {
        TestPlatform.OLLAMA.plays();
        asAdmin().get("/api/v1/models").then().statusCode(200);
    }

    @AfterEach
    void pullsRun() {
        TestPlatform.OLLAMA.pullsWaitFor(new CountDownLatch(0));
    }

    @Test
    void aDownloadTellsItsProgressAndTheModelIsThere() {
        List<Sse> events = follow(request("/api/v1/models/pull")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\":\"tiny\"}")));

        assertThat(events.getLast().name()).isEqualTo("done");
        assertThat(events.getLast().json().getString("state")).isEqualTo("succeeded");
        assertThat(events.getLast().json().getLong("completed")).isEqualTo(1_000);
        asAdmin().get("/api/v1/models").then().body("models.name", hasItem("tiny:latest"));
        asAdmin()
                .get("/api/v1/models/tiny:latest")
                .then()
                .statusCode(200)
                .body("contextLength", equalTo(8_192))
                .body("hosts.size()", equalTo(1));

        asAdmin().post("/api/v1/models/tiny:latest/load").then().statusCode(200);
        asAdmin().post("/api/v1/models/tiny:latest/unload").then().statusCode(200);
        assertThat(TestPlatform.OLLAMA.loads()).endsWith("tiny:latest 10m", "tiny:latest 0");
        asAdmin().delete("/api/v1/models/tiny:latest").then().statusCode(200);
        asAdmin().get("/api/v1/models").then().body("models.name", not(hasItem("tiny:latest")));
    }

    @Test
    void aDownloadWhoseGatewayDiedIsFinishedByAnother() {
        CountDownLatch latch = new CountDownLatch(1);
        TestPlatform.OLLAMA.pullsWaitFor(latch);
        String id = pull("large:7b");
        await().atMost(SOON)
                .untilAsserted(() -> asAdmin()
                        .get("/api/v1/models/pulls/" + id)
                        .then()
                        .body("completed", equalTo(500))
                        .body("state", equalTo("running")));
        assertThat(pull("large:7b"))
                .as("asked for again, it is the same download")
                .isEqualTo(id);

        jdbi.useHandle(handle -> handle.execute(
                "update model_pull set lease_owner = 'dead', lease_until = now() - interval '1 second' where id = ?",
                id));
        latch.countDown();

        await().atMost(SOON)
                .untilAsserted(
                        () -> asAdmin().get("/api/v1/models/pulls/" + id).then().body("state", equalTo("succeeded")));
    }

    @Test
    void aDownloadThatCannotBeSaysWhy() {
        String id = pull("no-such-model");

        await().atMost(SOON)
                .untilAsserted(() -> asAdmin()
                        .get("/api/v1/models/pulls/" + id)
                        .then()
                        .body("state", equalTo("failed"))
                        .body("reason", containsString("file does not exist")));
    }

    @Test
    void whoMayNotChangeModelsIsRefusedAndWrongWishesAreExplained() {
        String viewer = newKey("looks-at-models", "viewer");
        with(viewer)
                .body(Map.of("model", "tiny"))
                .post("/api/v1/models/pull")
                .then()
                .statusCode(403);
        with(viewer).delete("/api/v1/models/test-model:latest").then().statusCode(403);
        with(viewer).get("/api/v1/models/running").then().statusCode(200);
        asAdmin()
                .body(Map.of("model", "../../etc/passwd"))
                .post("/api/v1/models/pull")
                .then()
                .statusCode(400);
        asAdmin()
                .body(Map.of("model", "tiny", "host", "http://elsewhere:11434"))
                .post("/api/v1/models/pull")
                .then()
                .statusCode(400)
                .body("code", equalTo("host-unknown"));
        asAdmin()
                .delete("/api/v1/models/test-model:latest")
                .then()
                .statusCode(409)
                .body("code", equalTo("model-in-use"));
        asAdmin().get("/api/v1/models/nobody:1b").then().statusCode(404).body("code", equalTo("model-unknown"));
    }

    @Test
    void chatsAreCountedByModelAndDigest() {
        TestPlatform.OLLAMA.plays(new Turn.Says(List.of("ok [1]")));
        ask("How full is the disk?", "model");

        await().atMost(SOON)
                .untilAsserted(() -> asAdmin()
                        .get("/api/v1/models/statistics?days=1")
                        .then()
                        .body("find { it.model == 'test-model:latest' }.digest", containsString("a80c4f17"))
                        .body("find { it.model == 'test-model:latest' }.tokensPerSecond", equalTo(2.6f)));
        asAdmin().get("/api/v1/models/proposals").then().statusCode(200);
    }

    private static String pull(String model) {
        return asAdmin()
                .body(Map.of("model", model))
                .post("/api/v1/models/pull")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }
}
