package io.agentaiops.agentgateway.journey;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;

/** Speaks to the gateway as its clients do. */
abstract class Journey {

    /** A server-sent event. */
    record Sse(String id, String name, String data) {
        JsonPath json() {
            return JsonPath.from(data);
        }
    }

    @BeforeEach
    void everythingButOllamaIsUp() {
        TestPlatform.OLLAMA.isDown();
        TestPlatform.PEERS.searchIsDown(false);
        asAdmin().get("/api/v1/models").then().statusCode(200);
    }

    static RequestSpecification asAdmin() {
        return with(TestPlatform.adminKey());
    }

    static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key).contentType(ContentType.JSON);
    }

    static String newKey(String name, String role) {
        return asAdmin()
                .body(Map.of("name", name, "role", role))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    /** Asks and waits for the end. */
    static JsonPath ask(String text, String mode) {
        return asAdmin()
                .header("Prefer", "wait=30")
                .body(Map.of("text", text, "mode", mode))
                .post("/api/v1/queries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Asks without waiting; the run. */
    static String askLater(Map<String, Object> query) {
        return asAdmin()
                .body(query)
                .post("/api/v1/queries")
                .then()
                .statusCode(202)
                .extract()
                .path("runId");
    }

    /** The run once it has ended. */
    static JsonPath ended(String runId, Duration limit) {
        return await().atMost(limit)
                .pollInterval(Duration.ofMillis(250))
                .until(
                        () -> asAdmin().get("/api/v1/runs/" + runId).jsonPath(),
                        run -> run.getString("timings.endedAt") != null);
    }

    /** Reads a stream of events to its end. */
    static List<Sse> follow(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> response = client.send(
                    request.header("Authorization", "Bearer " + TestPlatform.adminKey())
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());
            List<Sse> events = new ArrayList<>();
            String id = "";
            String name = "";
            String data = "";
            for (String line : response.body().toList()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data = line.substring(5).strip();
                } else if (line.isEmpty() && !name.isEmpty()) {
                    events.add(new Sse(id, name, data));
                    name = "";
                }
            }
            return events;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static HttpRequest.Builder request(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        int bound = RestAssured.port > 0 ? RestAssured.port : port;
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bound + path));
    }

    static String outputOfTools() {
        return ToolRunnerStandIn.OUTPUT;
    }
}
