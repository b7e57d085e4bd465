package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.not;

import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.alert.AlertStateChanged;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperateIT extends Journey {

    @Inject
    ToolRunnerStandIn heard;

    @Test
    void ollamaIsLookedAtHonestly() {
        assertThat(perform("ollama.version", Map.of()))
                .extracting(OperationCompleted::outcome)
                .isEqualTo(OperationCompleted.Outcome.FAILED);

        TestPlatform.OLLAMA.plays(new Turn.Says(List.of("hi")));

        OperationCompleted version = perform("ollama.version", Map.of());
        assertThat(version.outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
        assertThat(version.summary()).contains("0.12.3");
        assertThat(perform("ollama.models", Map.of("require", List.of("test-model"))))
                .extracting(OperationCompleted::outcome)
                .isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
        OperationCompleted missing = perform("ollama.models", Map.of("require", List.of("other")));
        assertThat(missing.outcome()).isEqualTo(OperationCompleted.Outcome.FAILED);
        assertThat(missing.summary()).contains("missing: other");
    }

    @Test
    void aQuestionOfAProcedureIsAnswered() {
        OperationCompleted asked = perform("agent.ask", Map.of("question", "Is a disk full?", "within", "30s"));

        assertThat(asked.outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
        assertThat(asked.evidence()).containsEntry("mode", "runbook").containsKey("runId");
        assertThat(perform("agent.performance", Map.of("window", "7d")).summary())
                .contains("runs, median");
        OperationCompleted sessions = perform("agent.sessions", Map.of());
        assertThat(sessions.summary()).contains("sessions active", "memory");
        assertThat(sessions.evidence())
                .containsKeys("memoryEfficiency", "memoryEfficiencyBefore", "memoryKeptTokens", "promptsWithMemory");
    }

    @Test
    void keyThatNobodyWasNamedBearerOfIsFoundByTheReview() {
        String key = newKey("left-over-" + System.nanoTime(), "viewer");

        OperationCompleted review = perform("keys.review", Map.of("window", "30d"));

        assertThat(review.outcome()).isEqualTo(OperationCompleted.Outcome.FAILED);
        assertThat(review.evidence().get("withoutOwner")).asString().contains("left-over-", key.substring(0, 8));
        assertThat(review.evidence()).containsKeys("keys", "unused", "withoutEnd", "admins");
        assertThat(review.toString()).doesNotContain(key);
    }

    @Test
    void whatIsDownIsNamed() {
        OperationCompleted health = perform("services.health", Map.of());

        assertThat(health.outcome()).isEqualTo(OperationCompleted.Outcome.FAILED);
        assertThat(health.summary()).contains("alert-router is down", "opensearch is down");
        assertThat(health.evidence()).containsEntry("postgresql", "up").containsEntry("kafka", "up");
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() {
        OperationCompleted refused = perform("agent.performance", Map.of("window", "a fortnight"));

        assertThat(refused.outcome()).isEqualTo(OperationCompleted.Outcome.REFUSED);
        assertThat(refused.summary()).contains("window must be a duration");
    }

    @Test
    void theStatusShowsAnAlertAsItHappens() throws Exception {
        String fingerprint = Ids.next();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream = client.send(
                    request("/api/v1/status/events")
                            .header("Authorization", "Bearer " + TestPlatform.adminKey())
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                heard.say(new AlertStateChanged(
                        fingerprint,
                        AlertStateChanged.State.FIRING,
                        Map.of("alertname", "DiskSpaceLow"),
                        Map.of(),
                        Instant.now(),
                        Instant.now()));
                assertThat(lines.lines()
                                .filter(line -> line.contains(fingerprint))
                                .findFirst())
                        .hasValueSatisfying(line -> assertThat(line).contains("DiskSpaceLow", "\"state\":\"firing\""));
            }
        }
        asAdmin()
                .get("/api/v1/status")
                .then()
                .statusCode(200)
                .body("alerts.fingerprint", hasItem(fingerprint))
                .body("services.find { it.name == 'tool-runner' }.state", equalTo("up"))
                .body("services.find { it.name == 'alert-router' }.state", equalTo("down"));
    }

    @Test
    void aStormDoesNotMakeTheStatusLonger() {
        List<String> storm = IntStream.range(0, 700).mapToObj(n -> Ids.next()).toList();
        storm.forEach(fingerprint -> say(fingerprint, AlertStateChanged.State.FIRING));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asAdmin().get("/api/v1/status").then().body("alerts.size()", equalTo(500)));

        storm.forEach(fingerprint -> say(fingerprint, AlertStateChanged.State.RESOLVED));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        asAdmin().get("/api/v1/status").then().body("alerts.fingerprint", not(hasItem(in(storm)))));
    }

    private void say(String fingerprint, AlertStateChanged.State state) {
        heard.say(new AlertStateChanged(
                fingerprint, state, Map.of("alertname", "Storm"), Map.of(), Instant.now(), Instant.now()));
    }

    @Test
    void whatTheStatusShowedIsKeptByTheMinute() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asAdmin()
                        .get("/api/v1/status/history?minutes=1")
                        .then()
                        .statusCode(200)
                        .body("points.size()", greaterThan(0))
                        .body("points[-1].troubled", greaterThan(0)));
        asAdmin().get("/api/v1/status/history?hours=1000").then().statusCode(400);
    }

    private OperationCompleted perform(String capability, Map<String, Object> arguments) {
        OperationRequested request = request(capability, arguments);
        heard.say(request);
        return await().atMost(Duration.ofSeconds(40))
                .until(
                        () -> heard.operations().stream()
                                .filter(done -> done.operationId().equals(request.operationId()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static OperationRequested request(String capability, Map<String, Object> arguments) {
        return new OperationRequested(
                Ids.next(),
                Ids.next(),
                capability,
                arguments,
                "scheduler",
                false,
                Instant.now().plusSeconds(60));
    }
}
