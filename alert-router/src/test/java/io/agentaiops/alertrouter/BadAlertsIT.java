package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no alert should be like, and receivers that misbehave: it is refused by reason or done justice, and others go on. */
@QuarkusTest
class BadAlertsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private String thisCase = "";

    @BeforeEach
    void newCase() {
        thisCase = Ids.next();
    }

    private String alert(String way, String more) {
        return "{\"labels\":{\"alertname\":\"Bad\",\"way\":\"%s\",\"case\":\"%s\"}%s}".formatted(way, thisCase, more);
    }

    private int post(String alerts) {
        return asPrometheus().body(alerts).post("/api/v2/alerts").statusCode();
    }

    private static Stream<String> wrong() {
        return Stream.of(
                "{\"labels\":{}}",
                "{\"labels\":null}",
                "{}",
                "null",
                "{\"labels\":{\"alertname\":\"\"}}",
                "{\"labels\":{\"\":\"x\"}}",
                "{\"labels\":{\" \":\"x\"}}",
                "{\"labels\":{\"a\\u0000b\":\"x\"}}",
                "{\"labels\":{\"a\\nb\":\"x\"}}",
                "{\"labels\":{\"alertname\":\"x\\u0000\"}}",
                "{\"labels\":{\"alertname\":\"\\ud800\"}}",
                "{\"labels\":{\"\\udc00\":\"x\"}}",
                "{\"labels\":{\"alertname\":null}}",
                "{\"labels\":{\"" + "n".repeat(2_000) + "\":\"x\"}}",
                "{\"labels\":{\"alertname\":\"" + "v".repeat(70_000) + "\"}}",
                "{\"labels\":{\"alertname\":\"x\"},\"annotations\":{\"summary\":\"\\u0000\"}}",
                "{\"labels\":{\"alertname\":\"x\"},\"annotations\":{\"summary\":\"\\ud800\"}}",
                "{\"labels\":{\"alertname\":\"x\"},\"annotations\":{\"summary\":null}}",
                "{\"labels\":{\"alertname\":\"x\"},\"annotations\":{\"summary\":\"" + "v".repeat(70_000) + "\"}}",
                "{\"labels\":{\"alertname\":\"x\"},\"generatorURL\":\"\\u0000\"}",
                "{\"labels\":{\"alertname\":\"x\"},\"startsAt\":\"2026-01-02T00:00:00Z\",\"endsAt\":\"2026-01-01T00:00:00Z\"}",
                "{\"labels\":{\"alertname\":\"x\"},\"endsAt\":\"+999999999-01-01T00:00:00Z\"}");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongAlertIsRefusedAndTheRightOneBesideItIsTaken(String wrong) {
        assertThat(post("[" + wrong + "," + alert("patient", "") + "]")).isEqualTo(400);

        asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .then()
                .statusCode(200)
                .body("$", hasSize(1));
    }

    private static Stream<String> noAlerts() {
        return Stream.of(
                "",
                "null",
                "{}",
                "7",
                "\"x\"",
                "[",
                "[{\"labels\":[]}]",
                "[{\"labels\":\"x\"}]",
                "[{\"labels\":{\"a\":{}}}]",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"yesterday\"}]",
                "[{\"labels\":{\"a\":\"b\"},\"annotations\":[1]}]",
                "[".repeat(5_000));
    }

    @ParameterizedTest
    @MethodSource("noAlerts")
    void bodyThatIsNoListOfAlertsIsRefused(String body) {
        assertThat(post(body)).isEqualTo(400);
    }

    @Test
    void bodyOfTenMegabytesIsRefusedHoweverItIsSent() throws IOException, InterruptedException {
        String large = "[" + alert("patient", ",\"annotations\":{\"a\":\"" + "x".repeat(10_000_000) + "\"}") + "]";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v2/alerts"))
                .expectContinue(true)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer key-of-prometheus")
                .header("Content-Type", "application/json");
        HttpClient client = HttpClient.newHttpClient();

        assertThat(client.send(
                                request.POST(HttpRequest.BodyPublishers.ofString(large))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(413);
        assertThat(statusOfChunks(client, request, large)).isIn(413, 0);
        assertThat(asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                        .get("/api/v2/alerts")
                        .asString())
                .isEqualTo("[]");
    }

    /** 0 when the connection was closed in the middle of the body. */
    private static int statusOfChunks(HttpClient client, HttpRequest.Builder request, String body)
            throws InterruptedException {
        try {
            return client.send(
                            request.POST(HttpRequest.BodyPublishers.ofInputStream(() -> stream(body)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static InputStream stream(String body) {
        return new java.io.ByteArrayInputStream(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void alertOfAClockThatIsAheadFiresAndOfOneThatIsBehindToo() {
        Instant now = Instant.now();
        assertThat(post("[" + alert("hook", ",\"startsAt\":\"" + now.plusSeconds(3_600) + "\"") + "]"))
                .isEqualTo(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        assertThat(requests("/hook", thisCase).getFirst().get("body")).contains("\"status\":\"firing\"");

        thisCase = Ids.next();
        assertThat(post("[" + alert("hook", ",\"startsAt\":\"" + now.minusSeconds(86_400) + "\"") + "]"))
                .isEqualTo(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
    }

    @Test
    void alertThatFlapsIsToldOncePerIntervalAndAtLastAsItIs() {
        Instant begin = Instant.now();
        for (int i = 0; i < 12; i++) {
            Instant at = Instant.now();
            boolean over = i % 2 == 1;
            assertThat(post("["
                            + alert(
                                    "hook",
                                    ",\"startsAt\":\"%s\",\"endsAt\":\"%s\""
                                            .formatted(at.minusMillis(50), over ? at : at.plusSeconds(600)))
                            + "]"))
                    .isEqualTo(200);
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        }

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(requests("/hook", thisCase).getLast().get("body"))
                                .contains("\"status\":\"resolved\""));
        long intervals = Duration.between(begin, Instant.now()).toMillis() / 500;
        assertThat(requests("/hook", thisCase)).hasSizeLessThanOrEqualTo((int) intervals + 2);
    }

    @Test
    void receiverThatHangsIsGivenUpInTimeAndHoldsUpNobodyElse() {
        TestReceivers.hang("hang" + thisCase);
        for (int i = 0; i < 3; i++) {
            post("[" + alert("slacked", "").replace("Bad", "hang" + thisCase + i) + "]");
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/slack", thisCase)).isNotEmpty());

        post("[" + alert("hook", "") + "]");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));

        await().atMost(SOON).untilAsserted(() -> {
            Map<String, Object> entry = asAda().get("/api/v1/notifications?limit=500")
                    .jsonPath()
                    .getMap("items.find{it.groupKey.contains('" + thisCase + "') && it.channel=='slack'}");
            assertThat(entry.get("lastError")).asString().contains("did not answer");
        });
    }

    @Test
    void slackThatAsksForAPauseGetsItAndThenTheMessageOnce() {
        TestReceivers.slowDown(thisCase, 2);
        post("[" + alert("slacked", "") + "]");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/slack", thisCase)).hasSize(2));
        Instant first = Instant.parse(requests("/slack", thisCase).getFirst().get("at"));
        Instant second = Instant.parse(requests("/slack", thisCase).getLast().get("at"));
        assertThat(Duration.between(first, second)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(requests("/slack", thisCase).getFirst().get("idempotency-key"))
                .isEqualTo(requests("/slack", thisCase).getLast().get("idempotency-key"));
        asAda().get("/api/v1/notifications?limit=500")
                .then()
                .body("items.find{it.groupKey.contains('" + thisCase + "')}.attempts", equalTo(2));
    }
}
