package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.agentaiops.agentgateway.testing.OllamaServer;
import io.agentaiops.agentgateway.testing.OllamaServer.Held;
import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PromotionIT extends Journey {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final List<String> ABLE = List.of("completion", "tools");

    /** Right answers to the golden questions, by a word that only that question has. */
    private static final Map<String, Turn> RIGHT = Map.ofEntries(
            Map.entry("port does Ollama", says("On 11434 [2].")),
            Map.entry("free space", says("Below 10 % [1].")),
            Map.entry("weekly backups", says("5 weeks [2].")),
            Map.entry("Under which directory", says("/var/backups/aiops [1]")),
            Map.entry("certificate expires", says("`openssl x509 -enddate -noout -in FILE` [1]")),
            Map.entry("Nobody acknowledges", says("After 15 minutes [2].")),
            Map.entry("level 3?", says("Architecture [1].")),
            Map.entry("restart of Ollama", says("No, it waits for an approver [1].")),
            Map.entry("telephone", says("The passages do not say.")),
            Map.entry("Uhr", says("Um 01:30 Uhr [1].")),
            Map.entry("usual cause?", says("A model that stays loaded [1].")),
            Map.entry("the service listen", says("On 8443.")),
            Map.entry("file systems of this", calls("df -h")),
            Map.entry("How much memory", calls("free -h")),
            Map.entry("Is the ollama", calls("systemctl status ollama")),
            Map.entry("wrote to the journal", calls("journalctl -u ollama -n 50")),
            Map.entry("Kafka", search(new JsonObject().put("query", "kafka queue full"))),
            Map.entry(
                    "exactly 3",
                    search(new JsonObject().put("query", "certificates").put("limit", 3))));

    @BeforeEach
    void theOldModelAnswers() {
        TestPlatform.OLLAMA.plays();
        TestPlatform.OLLAMA.answers("test-model:latest", request -> says("Look at df. [1]"));
    }

    @Test
    void aModelThatBreaksToolCallsNeverBecomesTheDefault() {
        holds(
                new Held("bad:latest", "0bad", ABLE, 8_192),
                request -> golden(request) instanceof Turn.Says says
                        ? says
                        : new Turn.CallsBadly("terminal", "{\"command\": df -h"));

        JsonPath end = promoted("bad:latest", 1.0, "rejected");

        assertThat(end.getString("reason")).contains("of its tool calls made sense");
        asAdmin()
                .get("/api/v1/models/bad:latest/evaluations")
                .then()
                .body("[0].passed", equalTo(false))
                .body("[0].callValidity", equalTo(0f));
        asAdmin()
                .body(Map.of("defaultModel", "bad:latest"))
                .put("/api/v1/models/settings")
                .then()
                .statusCode(409)
                .body("code", equalTo("model-not-proven"));
        assertThat(ask("How full is the disk?", "auto").getString("model")).isEqualTo("test-model:latest");
    }

    @Test
    void aCanaryThatRegressesIsRolledBackByItself() {
        holds(
                new Held("flaky:latest", "0f1a", ABLE, 8_192),
                request -> isGolden(request) ? golden(request) : new Turn.Refuses(500, "out of memory"));
        String id = promote("flaky:latest", 1.0);
        awaitState(id, "canary");
        await().atMost(SOON).untilAsserted(() -> {
            // The trial is known everywhere two seconds later; meanwhile and after a failure the old model answers.
            assertThat(ask("How full is the disk?", "auto").getString("model")).isEqualTo("test-model:latest");
            asAdmin().get("/api/v1/models/promotions/" + id).then().body("state", equalTo("rolled-back"));
        });

        asAdmin().get("/api/v1/models/promotions/" + id).then().body("reason", containsString("chats failed"));
        asAdmin().get("/api/v1/models").then().body("defaultModel", equalTo("test-model:latest"));
    }

    @Test
    void aCanaryThatDoesWellBecomesTheDefaultAndCanBeTakenBack() {
        holds(
                new Held("good:latest", "900d", ABLE, 8_192),
                request -> isGolden(request) ? golden(request) : says("It is full. [1]"));
        String id = promote("good:latest", 1.0);
        asAdmin()
                .post("/api/v1/models/test-model:latest/promote")
                .then()
                .statusCode(409)
                .body("code", equalTo("promotion-under-way"));
        awaitState(id, "canary");
        await().atMost(SOON).untilAsserted(() -> {
            ask("How full is the disk?", "auto");
            asAdmin().get("/api/v1/models/promotions/" + id).then().body("state", equalTo("watched"));
        });
        await().atMost(SOON)
                .untilAsserted(() -> asAdmin()
                        .get("/api/v1/models/settings")
                        .then()
                        .body("defaultModel", equalTo("good:latest"))
                        .body("fallbacks", hasItem("test-model:latest")));
        assertThat(ask("How full is the disk?", "auto").getString("model")).isEqualTo("good:latest");

        asAdmin()
                .body(Map.of("reason", "enough tried"))
                .post("/api/v1/models/rollback")
                .then()
                .statusCode(200)
                .body("state", equalTo("rolled-back"));
        await().atMost(SOON)
                .untilAsserted(() ->
                        asAdmin().get("/api/v1/models").then().body("defaultModel", equalTo("test-model:latest")));
        asAdmin().post("/api/v1/models/rollback").then().statusCode(409);
    }

    private static JsonPath promoted(String model, double share, String state) {
        String id = promote(model, share);
        awaitState(id, state);
        return asAdmin().get("/api/v1/models/promotions/" + id).jsonPath();
    }

    private static String promote(String model, double share) {
        return asAdmin()
                .body(Map.of("share", share))
                .post("/api/v1/models/" + model + "/promote")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static void awaitState(String id, String state) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        asAdmin().get("/api/v1/models/promotions/" + id).then().body("state", equalTo(state)));
    }

    private static void holds(Held model, Function<JsonObject, Turn> rule) {
        TestPlatform.OLLAMA.holds(OllamaServer.TEST_MODEL, model);
        TestPlatform.OLLAMA.answers(model.name(), rule);
        // The first look makes the old model the default, before the new one is known.
        asAdmin().get("/api/v1/models").then().statusCode(200).body("defaultModel", equalTo("test-model:latest"));
    }

    private static boolean isGolden(JsonObject request) {
        return RIGHT.keySet().stream().anyMatch(question(request)::contains);
    }

    private static Turn golden(JsonObject request) {
        return RIGHT.entrySet().stream()
                .filter(entry -> question(request).contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> says("I do not know that one."));
    }

    private static String question(JsonObject request) {
        String content = request.getJsonArray("messages").getJsonObject(1).getString("content");
        return content.substring(content.lastIndexOf("Question: "));
    }

    private static Turn says(String text) {
        return new Turn.Says(List.of(text));
    }

    private static Turn calls(String command) {
        return new Turn.Calls("terminal", new JsonObject().put("command", command));
    }

    private static Turn search(JsonObject arguments) {
        return new Turn.Calls("knowledge_search", arguments);
    }
}
