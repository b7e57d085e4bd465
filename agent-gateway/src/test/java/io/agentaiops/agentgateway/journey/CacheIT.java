package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.agentaiops.eventcontracts.document.DocumentIndexed;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CacheIT extends Journey {

    private static final String CITED = "troubleshooting/disk-filling-up.md";

    @Inject
    ToolRunnerStandIn peers;

    @BeforeEach
    void theCacheIsOnAndEmpty() {
        asAdmin().body(Map.of("enabled", true)).put("/api/v1/cache").then().statusCode(200);
        asAdmin().delete("/api/v1/cache").then().statusCode(204);
        modelSays("ready [1]");
        ask("warm up the model", "model");
    }

    @AfterEach
    void theCacheIsOff() {
        asAdmin().body(Map.of("enabled", false)).put("/api/v1/cache").then().statusCode(200);
    }

    @Test
    void aQuestionThatWasAnsweredIsAnsweredAgainUntilItsDocumentChanges() {
        String question = "How do I free the disk of alpha?";
        modelSays("Cut the journal [1].");
        JsonPath first = ask(question, "auto");
        assertThat(first.getString("mode")).isEqualTo("model");
        awaitEntries(1);

        JsonPath second = ask("  how do I free the disk of ALPHA", "auto");

        assertThat(second.getString("mode")).isEqualTo("cache");
        assertThat(second.getString("answer")).isEqualTo(first.getString("answer"));
        assertThat(second.getList("citations.documentId")).containsExactly(CITED);
        assertThat(second.getInt("usage.modelTurns")).isZero();
        asAdmin().get("/api/v1/cache").then().body("hits", greaterThanOrEqualTo(1));
        assertThat(ask(question, "runbook").getString("mode")).isEqualTo("runbook");

        indexed(CITED, "a new version " + Instant.now());
        awaitEntries(0);
        modelSays("Buy a disk [1].");
        assertThat(ask(question, "auto").getString("answer")).startsWith("Buy a disk");
    }

    @Test
    void theSameQuestionInOtherWordsIsFoundAndOneOfAnotherServerIsNot() {
        modelSays("Cut the journal [1].");
        ask("How do I clean the disk of beta-1 quickly?", "auto");
        awaitEntries(1);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            modelSays("from the model [1]");
            assertThat(ask("How can I clean the disk of beta-1 quickly?", "auto")
                            .getString("mode"))
                    .isEqualTo("cache");
        });
        modelSays("Another server [1].");
        assertThat(ask("How do I clean the disk of beta-2 quickly?", "auto").getString("mode"))
                .isEqualTo("model");
    }

    @Test
    void nobodyGetsTheAnswerOfSomebodyWhoMayDoMoreNorWhatHoldsPersonalData() {
        modelSays("Cut the journal [1].");
        ask("How do I free the disk of gamma?", "auto");
        modelSays("Write to her [1].");
        String viewer = newKey("cache-viewer", "viewer");
        askAs(viewer, "Who is ada@example.org?");
        awaitEntries(2);

        modelSays("From the model [1].");
        assertThat(askAs(viewer, "How do I free the disk of gamma?").getString("mode"))
                .isEqualTo("model");
        modelSays("From the model [1].");
        assertThat(ask("Who is ada@example.org?", "auto").getString("mode")).isEqualTo("model");
        assertThat(askAs(viewer, "Who is ada@example.org?").getString("mode")).isEqualTo("cache");
    }

    @Test
    void aQuestionThatGoesOnWithAConversationIsAnsweredAnew() {
        modelSays("Cut the journal [1].");
        String session = ask("How do I free the disk of delta?", "auto").getString("sessionId");
        awaitEntries(1);
        modelSays("Still the journal [1].");

        JsonPath next = asAdmin()
                .header("Prefer", "wait=30")
                .body(Map.of("text", "How do I free the disk of delta?", "sessionId", session))
                .post("/api/v1/queries")
                .jsonPath();

        assertThat(next.getString("mode")).isEqualTo("model");
    }

    @Test
    void anAnswerFromLiveToolOutputIsNotGivenAgainAfterItsTime() {
        TestPlatform.OLLAMA.plays(
                new Turn.Calls("terminal", new JsonObject().put("command", "df -h")),
                new Turn.Says(List.of("93 % are used [1].")));
        asAdmin().get("/api/v1/models").then().statusCode(200);
        JsonPath live = ask("How full is epsilon?", "auto");
        assertThat(live.getString("mode")).isEqualTo("model");

        // The time to live is 0 s in the tests' configuration: such an answer is never kept.
        modelSays("Still 93 % [1].");
        ask("How full is zeta?", "auto");
        awaitEntries(1);
        modelSays("94 % [1].");
        assertThat(ask("How full is epsilon?", "auto").getString("mode")).isEqualTo("model");
    }

    @Test
    void whatIsAskedAgainAndAgainIsReportedAndBecomesAnEntryOfTheFaq() {
        asAdmin().body(Map.of("enabled", false)).put("/api/v1/cache").then().statusCode(200);
        for (String start : List.of("How do I", "How can I", "how do i")) {
            modelSays("Turn the fourth valve [1].");
            ask(start + " vent the boiler of theta?", "auto");
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> asAdmin()
                        .get("/api/v1/query-patterns?days=1&limit=500")
                        .then()
                        .statusCode(200)
                        .body("items.findAll { it.pattern.sample.contains('theta') }.pattern.asked", hasItem(3))
                        .body("items.find { it.pattern.sample.contains('theta') }.advice.kind", hasItem("repeated")));

        String id = asAdmin()
                .post("/api/v1/faq/proposals")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.question.contains('theta') }.id");
        String viewer = newKey("faq-reader", "viewer");
        with(viewer).get("/api/v1/faq?state=proposed").then().statusCode(403);
        with(viewer).post("/api/v1/faq/" + id + "/approve").then().statusCode(403);
        asAdmin()
                .body(Map.of("question", "How is the boiler of theta vented?"))
                .post("/api/v1/faq/" + id + "/approve")
                .then()
                .statusCode(200)
                .body("state", equalTo("publishing"));
        String document = "faq/" + id + ".md";
        await().atMost(Duration.ofSeconds(15))
                .until(() -> TestPlatform.PEERS.documents().containsKey(document));
        assertThat(TestPlatform.PEERS.documents().get(document))
                .contains("# How is the boiler of theta vented?", "fourth valve");
        indexed(document, "1");
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        with(viewer).get("/api/v1/faq").then().statusCode(200).body("items.id", hasItem(id)));
    }

    private void indexed(String documentId, String hash) {
        peers.say(new DocumentIndexed(documentId, "title", hash, 1, 1, 5, Instant.now()));
    }

    private static void awaitEntries(int entries) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> asAdmin().get("/api/v1/cache").then().body("entries", equalTo(entries)));
    }

    private static JsonPath askAs(String key, String text) {
        return with(key)
                .header("Prefer", "wait=30")
                .body(Map.of("text", text))
                .post("/api/v1/queries")
                .jsonPath();
    }

    private static void modelSays(String answer) {
        TestPlatform.OLLAMA.plays(
                Stream.generate(() -> new Turn.Says(List.of(answer))).limit(3).toArray(Turn[]::new));
        asAdmin().get("/api/v1/models").then().statusCode(200);
    }
}
