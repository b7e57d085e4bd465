package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.agentgateway.testing.PeerServer;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.jwt.auth.principal.JWTParser;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PassingOnIT extends Journey {

    @Inject
    JWTParser tokens;

    @Test
    void theOwnerGetsTheRequestWithATokenInPlaceOfTheKey() throws Exception {
        String operator = newKey("linus", "operator");

        JsonPath seen = with(operator)
                .body("{\"text\":\"" + "x".repeat(50_000) + "\"}")
                .post("/api/v1/tools/echo?dry=1")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();

        assertThat(seen.getString("method")).isEqualTo("POST");
        assertThat(seen.getString("query")).isEqualTo("dry=1");
        assertThat(seen.getInt("length")).isEqualTo(50_011);
        String authorization = seen.getString("authorization");
        assertThat(authorization).startsWith("Bearer ").doesNotContain(operator);
        JsonWebToken token = tokens.parse(authorization.substring("Bearer ".length()));
        assertThat(token.getName()).isEqualTo("linus");
        assertThat(token.getGroups()).containsExactlyInAnyOrder("viewer", "operator");
    }

    @Test
    void eventsComeThroughAsTheyHappen() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = client.send(
                    request("/api/v1/operations/live/events")
                            .header("Authorization", "Bearer " + TestPlatform.adminKey())
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).isEqualTo("event: step");
                PeerServer.FIRST_SEEN.countDown();
                assertThat(lines.lines().toList()).contains("event: done");
            }
        }
    }

    @Test
    void aSilentOwnerIsNamed() {
        asAdmin()
                .get("/api/v1/alerts")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("service-unavailable"))
                .body("detail", containsString("alert-router does not answer"));
    }

    @Test
    void aPathThatBelongsToNobodyIsNotFound() {
        asAdmin().get("/api/v1/nothing").then().statusCode(404);
    }

    @Test
    void whatIsServedByRoutesIsDescribedToo() {
        JsonPath paths = asAdmin()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(paths.getMap("paths").keySet().stream().map(Object::toString))
                .contains("/v1/chat/completions", "/api/chat", "/mcp", "/api/v1/tools", "/api/v1/queries")
                .contains("/api/v1/sessions/{id}/parameters");
    }
}
