package io.agentaiops.agentgateway.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OllamaIT extends Journey {

    private static final String QUESTION = "The disk of a server is filling up, what do I do?";

    @Test
    void theAgentStandsBesideTheModelsOfOllama() {
        plays();

        asAdmin()
                .get("/api/tags")
                .then()
                .statusCode(200)
                .body("models.name", hasItems("agent-aiops", "test-model:latest"));
        asAdmin().get("/api/ps").then().statusCode(200).body("models.name", hasItem("test-model:latest"));
        asAdmin().get("/api/version").then().statusCode(200).body("version", equalTo("0.12.3"));
        show("agent-aiops").body("capabilities", hasItem("completion"));
        show("test-model").body("capabilities", hasItem("tools"));
    }

    @Test
    void withoutOllamaTheAgentIsStillThere() {
        asAdmin().get("/api/tags").then().statusCode(200).body("models.name", equalTo(List.of("agent-aiops")));
        asAdmin().get("/api/version").then().statusCode(200).body("version", containsString("."));
    }

    @Test
    void theAgentStreamsLinesByDefault() {
        plays(
                new Turn.Calls("terminal", new JsonObject().put("command", "df -h")),
                new Turn.Says(List.of("The root file system ", "is at 93 % [1].")));

        Lines lines = Lines.of("/api/chat", chat(QUESTION));

        assertThat(lines.type()).isEqualTo("application/x-ndjson");
        List<JsonObject> all = lines.json();
        assertThat(all).allSatisfy(line -> assertThat(line.getString("model")).isEqualTo("agent-aiops"));
        assertThat(said(all, "thinking")).contains("`df -h` succeeded");
        assertThat(said(all, "content"))
                .startsWith("The root file system is at 93 % [1].")
                .contains("**Sources**");
        JsonObject last = all.getLast();
        assertThat(last.getBoolean("done")).isTrue();
        assertThat(last.getString("done_reason")).isEqualTo("stop");
        assertThat(last.getLong("total_duration")).isPositive();
        assertThat(last.getInteger("eval_count")).isEqualTo(24);
    }

    @Test
    void theAgentGeneratesWholeWhenAskedTo() {
        asAdmin()
                .body(new JsonObject()
                        .put("model", "agent-aiops:latest")
                        .put("prompt", QUESTION)
                        .put("think", false)
                        .put("stream", false)
                        .encode())
                .post("/api/generate")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("response", containsString("**Sources**"))
                .body("done", equalTo(true))
                .body("thinking", equalTo(null))
                .body("total_duration", greaterThan(0));
    }

    @Test
    void nothingAskedLoadsTheModel() {
        asAdmin()
                .body("{\"model\":\"agent-aiops\",\"messages\":[]}")
                .post("/api/chat")
                .then()
                .statusCode(200)
                .body("done_reason", equalTo("load"));
    }

    @Test
    void aModelOfOllamaIsPassedThrough() {
        plays(new Turn.Says(List.of("plain ", "words")));

        Lines lines = Lines.of("/api/chat", chat(QUESTION).put("model", "test-model"));

        assertThat(said(lines.json(), "content")).isEqualTo("plain words");
        assertThat(TestPlatform.OLLAMA
                        .requests()
                        .getFirst()
                        .getJsonArray("messages")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void embeddingsComeFromOllama() {
        TestPlatform.OLLAMA.answersRaw(exchange -> {
            byte[] body = "{\"model\":\"e\",\"embeddings\":[[0.5]]}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        asAdmin()
                .body("{\"model\":\"e\",\"input\":\"x\"}")
                .post("/api/embed")
                .then()
                .statusCode(200)
                .body("embeddings[0][0]", equalTo(0.5f));
        asAdmin()
                .body("{\"model\":\"agent-aiops\",\"input\":\"x\"}")
                .post("/api/embed")
                .then()
                .statusCode(400)
                .body("error", containsString("does not support embeddings"));
    }

    @Test
    void whatIsNotOfferedIsRefusedInTheShapeOfTheProtocol() {
        refused("", 400, "missing request body");
        refused("{\"model\":", 400, "not JSON");
        refused("{}", 400, "model is required");
        asAdmin().get("/api/chat").then().statusCode(405).header("Allow", "POST");
        asAdmin()
                .body("{\"model\":\"x\"}")
                .post("/api/pull")
                .then()
                .statusCode(403)
                .body("error", containsString("/api/v1/models"));
        given().get("/api/tags").then().statusCode(401);
        with(TestPlatform.serviceKey()).get("/api/tags").then().statusCode(403).body("error", containsString("viewer"));
    }

    @Test
    void clientsOfOllamaHearThatItRunsAndPeopleGetThePage() {
        given().header("User-Agent", "ollama-js/0.6.4")
                .get("/")
                .then()
                .statusCode(200)
                .body(equalTo("Ollama is running"));
        given().header("User-Agent", "Mozilla/5.0")
                .get("/")
                .then()
                .statusCode(200)
                .contentType("text/html");
        given().head("/").then().statusCode(200);
    }

    private static ValidatableResponse show(String model) {
        return asAdmin()
                .body("{\"model\":\"" + model + "\"}")
                .post("/api/show")
                .then()
                .statusCode(200);
    }

    private static void refused(String body, int status, String error) {
        asAdmin().body(body).post("/api/chat").then().statusCode(status).body("error", containsString(error));
    }

    private static JsonObject chat(String question) {
        return new JsonObject()
                .put("model", "agent-aiops")
                .put(
                        "messages",
                        JsonArray.of(new JsonObject().put("role", "user").put("content", question)));
    }

    private static String said(List<JsonObject> lines, String field) {
        return lines.stream()
                .map(line -> line.getJsonObject("message").getString(field, ""))
                .collect(Collectors.joining());
    }

    private static void plays(Turn... turns) {
        TestPlatform.OLLAMA.plays(turns);
        asAdmin().get("/api/v1/models").then().statusCode(200);
    }
}
