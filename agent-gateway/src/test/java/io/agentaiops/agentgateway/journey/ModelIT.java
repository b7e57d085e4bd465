package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.agentaiops.agentgateway.testing.OllamaServer;
import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ModelIT extends Journey {

    private static final String QUESTION = "The disk of a server is filling up, what do I do?";

    @BeforeEach
    void theModelIsNotLeftAlone() {
        // One good answer closes the circuit that another test may have brought near to opening.
        plays(new Turn.Says(List.of("ok [1]")));
        ask("warm up", "model");
    }

    @Test
    void tokensStreamToolsAreCalledByEventAndTheAnswerIsBoundToPassages() {
        plays(
                new Turn.Calls("terminal", new JsonObject().put("command", "df -h")),
                new Turn.Says(List.of("The root file system ", "is at 93 % ", "[1].")));

        List<Sse> events = follow(request("/api/v1/queries")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"" + QUESTION + "\"}")));

        String tokens = events.stream()
                .filter(event -> event.name().equals("token"))
                .map(event -> event.json().getString("text"))
                .collect(Collectors.joining());
        assertThat(tokens).isEqualTo("The root file system is at 93 % [1].");
        JsonPath run = events.getLast().json();
        assertThat(run.getString("mode")).isEqualTo("model");
        assertThat(run.getString("model")).isEqualTo("test-model:latest");
        assertThat(run.getString("answer")).startsWith("The root file system is at 93 % [1].");
        assertThat(run.getList("citations.documentId")).containsExactly("troubleshooting/disk-filling-up.md");
        assertThat(run.getString("steps[0].output")).isEqualTo(ToolRunnerStandIn.OUTPUT);
        assertThat(run.getInt("usage.modelTurns")).isEqualTo(2);
        assertThat(run.getInt("usage.answerTokens")).isEqualTo(24);
    }

    @Test
    void theModelIsToldTheRulesThePassagesTheToolsAndItsContextWindow() {
        plays(
                new Turn.Calls("terminal", new JsonObject().put("command", "df -h")),
                new Turn.Says(List.of("Full. [1]")));

        ask(QUESTION, "model");

        JsonObject first = TestPlatform.OLLAMA.requests().getFirst();
        assertThat(first.getJsonObject("options").getInteger("num_ctx")).isEqualTo(8192);
        assertThat(first.getBoolean("stream")).isTrue();
        assertThat(first.getJsonArray("tools").encode()).contains("terminal", "command");
        JsonArray messages = first.getJsonArray("messages");
        assertThat(messages.getJsonObject(0).getString("role")).isEqualTo("system");
        assertThat(messages.encode()).contains("<passage number", "less than 10 % free", QUESTION);
        JsonArray second = TestPlatform.OLLAMA.requests().get(1).getJsonArray("messages");
        JsonObject result = second.getJsonObject(second.size() - 1);
        assertThat(result.getString("role")).isEqualTo("tool");
        assertThat(result.getString("content")).contains("<tool-output>", "93% /", "exit code 0");
    }

    @Test
    void anErrorInsideTheStreamFallsBackToTheRunbooks() {
        plays(new Turn.Breaks(List.of("The root "), "llama runner process has terminated"));

        JsonPath run = ask(QUESTION, "auto");

        assertThat(run.getString("state")).isEqualTo("succeeded");
        assertThat(run.getString("mode")).isEqualTo("runbook");
        assertThat(run.getString("answer"))
                .contains("No model took part", "llama runner process has terminated")
                .contains("93% /");
    }

    @Test
    void aRefusalFallsBackToTheRunbooksWithItsReason() {
        Turn busy = new Turn.Refuses(503, "server busy, please try again");
        plays(busy, busy, busy, busy);

        JsonPath run = ask(QUESTION, "auto");

        assertThat(run.getString("mode")).isEqualTo("runbook");
        assertThat(run.getString("answer")).contains("the model failed", "503");
        assertThat(TestPlatform.OLLAMA.requests()).hasSize(4);
    }

    @Test
    void aFullQueueIsWaitedFor() {
        plays(new Turn.Refuses(503, "server busy, please try again"), new Turn.Says(List.of("Full. [1]")));

        assertThat(ask(QUESTION, "auto").getString("mode")).isEqualTo("model");
    }

    @Test
    void thinkingIsShownAsSuchAndIsNoPartOfTheAnswer() {
        plays(new Turn.Thinks(List.of("The user ", "means the disk."), List.of("Look at df. [1]")));

        List<Sse> events = follow(request("/api/v1/queries")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"" + QUESTION + "\"}")));

        String thoughts = events.stream()
                .filter(event -> event.name().equals("thinking"))
                .map(event -> event.json().getString("text"))
                .collect(Collectors.joining());
        assertThat(thoughts).isEqualTo("The user means the disk.");
        assertThat(events.getLast().json().getString("answer"))
                .startsWith("Look at df. [1]")
                .doesNotContain("The user means");
    }

    @Test
    void aModelThatFailsIsFollowedByTheNextOfTheChain() {
        OllamaServer.Held second = new OllamaServer.Held("second:latest", "5ec0d", List.of("completion"), 4_096);
        TestPlatform.OLLAMA.plays();
        TestPlatform.OLLAMA.holds(OllamaServer.TEST_MODEL, second);
        TestPlatform.OLLAMA.answers("test-model:latest", request -> new Turn.Refuses(500, "out of memory"));
        TestPlatform.OLLAMA.answers("second:latest", request -> new Turn.Says(List.of("Look at df. [1]")));
        chain("second:latest");

        JsonPath run = ask(QUESTION, "auto");

        chain();
        assertThat(run.getString("mode")).isEqualTo("model");
        assertThat(run.getString("model")).isEqualTo("second:latest");
        JsonObject request = TestPlatform.OLLAMA.requests().getLast();
        assertThat(request.containsKey("tools"))
                .as("a model without tools is offered none")
                .isFalse();
        assertThat(request.getJsonObject("options").getInteger("num_ctx"))
                .as("its own limit holds")
                .isEqualTo(4_096);
    }

    @Test
    void aToolOutputOfThreeTimesTheWindowLeavesRulesAndQuestionWhole() {
        plays(
                new Turn.Calls("terminal", new JsonObject().put("command", "cat oversized.log")),
                new Turn.Says(List.of("Errors all over. [1]")));

        JsonPath run = ask(QUESTION, "model");

        JsonObject second = TestPlatform.OLLAMA.requests().get(1);
        JsonArray messages = second.getJsonArray("messages");
        assertThat(messages.encode().length() / OllamaServer.CHARS_PER_TOKEN)
                .as("tokens, as the stand-in counts them")
                .isLessThan(8_192);
        assertThat(messages.getJsonObject(0).getString("content"))
                .contains("You are the operations assistant", "6. Answer");
        assertThat(messages.getJsonObject(1).getString("content")).endsWith("Question: " + QUESTION);
        assertThat(messages.getJsonObject(messages.size() - 1).getString("content"))
                .contains("left out here", "line 1 ", "the last line");
        assertThat(run.getString("omitted[0].what")).contains("the middle of what the tool terminal returned");
        assertThat(run.getInt("omitted[0].tokens")).isGreaterThan(8_192);
    }

    @Test
    void aPromptThatOllamaCutAfterAllIsToldInTheRun() {
        plays(
                new Turn.Calls("terminal", new JsonObject().put("command", "cat oversized.log")),
                new Turn.Cuts(List.of("Errors all over. [1]"), 900));

        JsonPath run = ask(QUESTION, "model");

        assertThat(run.getList("omitted.what")).contains("part of the prompt, cut by Ollama itself");
        plays(new Turn.Says(List.of("Yes. [1]")));
        assertThat(ask(QUESTION, "model").getList("omitted.what"))
                .as("a prompt that was read whole")
                .isNullOrEmpty();
    }

    @Test
    void aSessionSaysHowItsModelAnswers() {
        plays(new Turn.Says(List.of("Yes. [1]")), new Turn.Says(List.of("Yes. [1]")));
        String session = asAdmin().post("/api/v1/sessions").then().extract().path("id");
        asAdmin()
                .body("{\"temperature\":0.7,\"seed\":7,\"numCtx\":4096}")
                .patch("/api/v1/sessions/" + session + "/parameters")
                .then()
                .statusCode(200);

        asAdmin()
                .header("Prefer", "wait=30")
                .body(Map.of("text", QUESTION, "sessionId", session))
                .post("/api/v1/queries")
                .then()
                .statusCode(200);

        JsonObject options = TestPlatform.OLLAMA.requests().getFirst().getJsonObject("options");
        assertThat(options.getDouble("temperature")).isEqualTo(0.7);
        assertThat(options.getInteger("seed")).isEqualTo(7);
        assertThat(options.getInteger("num_ctx")).isEqualTo(4_096);
        asAdmin()
                .body("{\"temperature\":3,\"topK\":0}")
                .patch("/api/v1/sessions/" + session + "/parameters")
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("temperature", "topK"));
        asAdmin()
                .body("{\"temperature\":null,\"warmth\":3}")
                .patch("/api/v1/sessions/" + session + "/parameters")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("warmth"));
        asAdmin()
                .body("{\"temperature\":null}")
                .patch("/api/v1/sessions/" + session + "/parameters")
                .then()
                .statusCode(200)
                .body("temperature", nullValue())
                .body("seed", equalTo(7));
    }

    @Test
    void aStoppedRunClosesItsStream() throws InterruptedException {
        plays(new Turn.Rambles());
        String runId = asAdmin()
                .body(Map.of("text", QUESTION))
                .post("/api/v1/queries")
                .then()
                .statusCode(202)
                .extract()
                .path("runId");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !TestPlatform.OLLAMA.requests().isEmpty());

        asAdmin().post("/api/v1/runs/" + runId + "/cancel").then().statusCode(200);

        assertThat(TestPlatform.OLLAMA.isHungUpWithin(10)).isTrue();
    }

    @Test
    void aToolThatDoesNotExistIsToldToTheModelAndNobodyElse() {
        plays(
                new Turn.Calls("format_disk", new JsonObject().put("disk", "/dev/sda")),
                new Turn.Says(List.of("I cannot do that. [1]")));

        JsonPath run = ask(QUESTION, "model");

        assertThat(run.getString("steps[0].state")).isEqualTo("failed");
        assertThat(run.getString("steps[0].reason")).contains("there is no tool format_disk");
        assertThat(run.getString("mode")).isEqualTo("model");
    }

    @Test
    void anAnswerThatRefersToNothingSaysSo() {
        plays(new Turn.Says(List.of("Buy a bigger disk.")));

        JsonPath run = ask(QUESTION, "model");

        assertThat(run.getString("answer")).contains("nothing here is backed by one");
        assertThat(run.getList("citations")).isEmpty();
    }

    private static void chain(String... fallbacks) {
        asAdmin().get("/api/v1/models").then().statusCode(200);
        asAdmin()
                .body(Map.of("fallbacks", List.of(fallbacks)))
                .put("/api/v1/models/settings")
                .then()
                .statusCode(200);
        asAdmin().get("/api/v1/models").then().statusCode(200);
    }

    private static void plays(Turn... turns) {
        TestPlatform.OLLAMA.plays(turns);
        asAdmin().get("/api/v1/models").then().statusCode(200);
    }
}
