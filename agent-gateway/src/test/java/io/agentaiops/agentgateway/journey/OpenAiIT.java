package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenAiIT extends Journey {

    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String QUESTION = "The disk of a server is filling up, what do I do?";

    @Test
    void theAgentStandsBesideTheModelsOfOllama() {
        TestPlatform.OLLAMA.answersRaw(exchange -> {
            byte[] body = "{\"object\":\"list\",\"data\":[{\"id\":\"test-model:latest\",\"object\":\"model\"}]}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        asAdmin()
                .get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", hasItems("agent-aiops", "test-model:latest"));
        asAdmin().get("/v1/models/agent-aiops").then().statusCode(200).body("owned_by", equalTo("agent-aiops"));
    }

    @Test
    void aModelOfOllamaIsPassedThroughByteForByteWithoutTheKey() {
        String body = "{\"model\":\"test-model\",\"unknown\":[1,{\"ü\":null}],\"stream\":true,\"tools\":[]}";
        String pieces = "data: {\"x\":\"\u00fc \"}\n\n: odd\r\n\r\ndata: [DONE]\n\n";
        AtomicReference<String> seen = new AtomicReference<>("");
        AtomicReference<Object> key = new AtomicReference<>();
        TestPlatform.OLLAMA.answersRaw(exchange -> {
            seen.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            key.set(exchange.getRequestHeaders().containsKey("Authorization"));
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(pieces.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        byte[] answer = asAdmin()
                .body(body)
                .post(COMPLETIONS)
                .then()
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asByteArray();

        assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo(pieces);
        assertThat(seen.get()).isEqualTo(body);
        assertThat(key.get()).isEqualTo(false);
    }

    @Test
    void anErrorOfOllamaComesThroughAsItIs() {
        TestPlatform.OLLAMA.answersRaw(exchange -> {
            byte[] body = "{\"error\":{\"message\":\"model not found\"}}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        asAdmin()
                .body("{\"model\":\"nobody\",\"input\":\"x\"}")
                .post("/v1/embeddings")
                .then()
                .statusCode(404)
                .body("error.message", equalTo("model not found"));
    }

    @Test
    void aClientThatLeavesEndsTheWorkOfOllama() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        TestPlatform.OLLAMA.answersRaw(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (ended.getCount() > 0) {
                    out.write("data: {}\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            } catch (IOException e) {
                ended.countDown();
            }
        });

        leaveAfterFirstByte(new JsonObject().put("model", "test-model").put("stream", true));

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStreamThatOllamaBreaksOffEndsWithAnErrorThatClientsRaise() {
        TestPlatform.OLLAMA.answersRaw(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: {\"n\":1}\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("gone");
        });

        Lines lines = Lines.of(COMPLETIONS, new JsonObject().put("model", "test-model"));

        assertThat(lines.json().getLast().getJsonObject("error").getString("message"))
                .contains("broke off");
    }

    @Test
    void theAgentAnswersWholeWithItsSourcesAlsoWithoutAModel() {
        String content = asAdmin()
                .body(Lines.completion(false, QUESTION).encode())
                .post(COMPLETIONS)
                .then()
                .statusCode(200)
                .header("x-should-retry", "false")
                .body("id", startsWith("chatcmpl-"))
                .body("object", equalTo("chat.completion"))
                .body("model", equalTo("agent-aiops"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("choices[0].message.role", equalTo("assistant"))
                .body("choices[0].message.reasoning", containsString("df -h"))
                .body("usage.total_tokens", equalTo(0))
                .extract()
                .path("choices[0].message.content");

        assertThat(content)
                .contains("No model took part", "**Sources**", "troubleshooting/disk-filling-up.md, lines 11-18")
                .contains("**Waiting for an approver**");
    }

    @Test
    void theAgentStreamsItsToolCallsAndItsWords() {
        plays(
                new Turn.Calls("terminal", new JsonObject().put("command", "df -h")),
                new Turn.Says(List.of("The root file system ", "is at 93 % ", "[1].")));

        Lines lines = Lines.of(
                COMPLETIONS,
                Lines.completion(true, QUESTION).put("stream_options", new JsonObject().put("include_usage", true)));

        assertThat(lines.type()).isEqualTo("text/event-stream");
        assertThat(lines.all().getLast()).isEqualTo("data: [DONE]");
        List<JsonObject> chunks = lines.json();
        assertThat(delta(chunks.getFirst()).getString("role")).isEqualTo("assistant");
        assertThat(said(chunks, "reasoning")).contains("Calling `df -h`", "`df -h` succeeded");
        assertThat(said(chunks, "content"))
                .startsWith("The root file system is at 93 % [1].")
                .contains("**Sources**")
                .containsOnlyOnce("The root file system");
        assertThat(chunks.get(chunks.size() - 2)
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getString("finish_reason"))
                .isEqualTo("stop");
        assertThat(chunks.getLast().getJsonObject("usage").getInteger("completion_tokens"))
                .isEqualTo(24);
        assertThat(chunks)
                .extracting(chunk -> chunk.getString("id"))
                .containsOnly(chunks.getFirst().getString("id"));
    }

    @Test
    void aConversationThatTheClientKeepsGoesOnInItsSession() {
        Lines first = Lines.of(COMPLETIONS, Lines.completion(true, QUESTION));
        String answer = said(first.json(), "content");

        Lines second = Lines.of(COMPLETIONS, Lines.completion(true, QUESTION, answer + "\n", "And the journal?"));
        Lines again = Lines.of(COMPLETIONS, Lines.completion(true, QUESTION, answer, "And something else?"));

        assertThat(second.session()).isEqualTo(first.session());
        assertThat(again.session())
                .as("the session knows more than was said here")
                .isNotEqualTo(first.session());
        asAdmin()
                .get("/api/v1/runs/" + again.runId())
                .then()
                .body("query", containsString("And something else?"))
                .body("query", containsString("User: " + QUESTION));
    }

    @Test
    void aConversationThatTheClientNamesGoesOnInItsSessionAndInNobodyElses() {
        String mine = sessionOfChat(TestPlatform.adminKey());

        assertThat(sessionOfChat(TestPlatform.adminKey())).isEqualTo(mine);
        assertThat(sessionOfChat(newKey("alan", "viewer"))).isNotEqualTo(mine);
    }

    private static String sessionOfChat(String key) {
        return with(key)
                .header("X-OpenWebUI-Chat-Id", "chat-1")
                .body(Lines.completion(false, QUESTION).encode())
                .post(COMPLETIONS)
                .then()
                .statusCode(200)
                .extract()
                .header("X-Aiops-Session");
    }

    @Test
    void aClientThatLeavesCancelsItsRun() throws Exception {
        plays(new Turn.Calls("terminal", new JsonObject().put("command", "sleep 60")));

        String runId = leaveAfterFirstByte(Lines.completion(true, QUESTION));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> asAdmin().get("/api/v1/runs/" + runId).then().body("state", equalTo("cancelled")));
    }

    private static String leaveAfterFirstByte(JsonObject body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response =
                    client.send(Lines.request(COMPLETIONS, body), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                assertThat(in.read()).isPositive();
            }
            return response.headers().firstValue("X-Aiops-Run").orElse("");
        }
    }

    private static String said(List<JsonObject> chunks, String field) {
        return chunks.stream()
                .filter(chunk -> !chunk.getJsonArray("choices").isEmpty())
                .map(chunk -> delta(chunk).getString(field, ""))
                .collect(Collectors.joining());
    }

    private static JsonObject delta(JsonObject chunk) {
        return chunk.getJsonArray("choices").getJsonObject(0).getJsonObject("delta");
    }

    private static void plays(Turn... turns) {
        TestPlatform.OLLAMA.plays(turns);
        asAdmin().get("/api/v1/models").then().statusCode(200);
    }
}
