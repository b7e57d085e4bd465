package io.agentaiops.agentgateway.journey;

import io.agentaiops.agentgateway.testing.TestPlatform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/** The pieces of an answer as a client of another protocol reads them. */
record Lines(int status, String type, String session, String runId, List<String> all) {

    /** Posts JSON as the administrator and reads the answer line by line. */
    static Lines of(String path, JsonObject body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> response =
                    client.send(request(path, body), HttpResponse.BodyHandlers.ofLines());
            return new Lines(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("X-Aiops-Session").orElse(""),
                    response.headers().firstValue("X-Aiops-Run").orElse(""),
                    response.body().filter(line -> !line.isBlank()).toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static HttpRequest request(String path, JsonObject body) {
        return Journey.request(path)
                .header("Authorization", "Bearer " + TestPlatform.adminKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build();
    }

    /** The lines as JSON, without what marks them as events; comments and the end mark are left out. */
    List<JsonObject> json() {
        return all.stream()
                .map(line -> line.startsWith("data: ") ? line.substring("data: ".length()) : line)
                .filter(line -> line.startsWith("{"))
                .map(JsonObject::new)
                .toList();
    }

    /** A request for the agent, in the words of OpenAI. */
    static JsonObject completion(boolean stream, String... said) {
        JsonArray messages = new JsonArray();
        for (int i = 0; i < said.length; i++) {
            messages.add(new JsonObject()
                    .put("role", i % 2 == 0 ? "user" : "assistant")
                    .put("content", said[i]));
        }
        return new JsonObject()
                .put("model", "agent-aiops")
                .put("stream", stream)
                .put("temperature", 0.5)
                .put("logit_bias", new JsonObject())
                .put("messages", messages);
    }
}
