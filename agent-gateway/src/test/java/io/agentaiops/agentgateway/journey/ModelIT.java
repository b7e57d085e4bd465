package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
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
                .contains("No model took part", "broke off")
                .contains("93% /");
    }

    @Test
    void aRefusalFallsBackToTheRunbooksWithItsReason() {
        plays(new Turn.Refuses(503, "server busy, please try again"));

        JsonPath run = ask(QUESTION, "auto");

        assertThat(run.getString("mode")).isEqualTo("runbook");
        assertThat(run.getString("answer")).contains("the model failed", "503");
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

    private static void plays(Turn... turns) {
        TestPlatform.OLLAMA.plays(turns);
        asAdmin().get("/api/v1/models").then().statusCode(200);
    }
}
