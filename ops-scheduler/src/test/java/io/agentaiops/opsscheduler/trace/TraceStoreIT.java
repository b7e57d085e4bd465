package io.agentaiops.opsscheduler.trace;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.codec.TraceContext;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TraceStoreIT {

    private final SpanArchive archive;
    private final TraceRoom room;

    TraceStoreIT(SpanArchive archive, TraceRoom room) {
        this.archive = archive;
        this.room = room;
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void spansAreFoundAgainAsOneTrace() throws IOException {
        String run = Ids.next();
        String trace = traceId(run);
        Instant start = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MICROS);
        List<StoredSpan> spans = List.of(
                span("agent-gateway", trace, "aaaaaaaaaaaaaaaa", null, start, 20, false, Map.of()),
                span(
                        "tool-runner",
                        trace,
                        "bbbbbbbbbbbbbbbb",
                        "aaaaaaaaaaaaaaaa",
                        start.plusMillis(30),
                        500,
                        true,
                        Map.of("aiops.run.id", run, "aiops.alert.fingerprints", "f1" + run + ",f2")));
        archive.store(spans);
        archive.store(spans);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> list(Map.of("run", run)).body("total", equalTo(1)));

        list(Map.of("run", run))
                .body("traces[0].traceId", equalTo(trace))
                .body("traces[0].service", equalTo("agent-gateway"))
                .body("traces[0].spans", equalTo(2))
                .body("traces[0].errors", equalTo(1))
                .body("traces[0].durationMs.toDouble()", closeTo(530, 2))
                .body("traces[0].services", containsInAnyOrder("agent-gateway", "tool-runner"));
        list(Map.of("alert", "f1" + run)).body("traces.traceId", contains(trace));
        list(Map.of("run", run, "service", "tool-runner", "error", true, "minDurationMs", 400))
                .body("traces.traceId", contains(trace));
        list(Map.of("run", run, "minDurationMs", 600)).body("traces", hasSize(0));
        list(Map.of("run", run, "error", false)).body("traces", hasSize(0));
        list(Map.of("run", run, "to", start.toString())).body("traces", hasSize(0));
        given().get("/api/v1/traces/" + trace)
                .then()
                .statusCode(200)
                .body("roots", hasSize(1))
                .body("roots[0].children[0].spanId", equalTo("bbbbbbbbbbbbbbbb"))
                .body("roots[0].children[0].offsetMs.toDouble()", closeTo(30, 0.01))
                .body("roots[0].children[0].attributes.'aiops.run.id'", equalTo(run));
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void newestComesFirstAndPagesFollowEachOther() throws IOException {
        String run = Ids.next();
        Instant start = Instant.now().minusSeconds(600);
        for (int number = 0; number < 3; number++) {
            archive.store(List.of(span(
                    "ops-scheduler",
                    traceId(run + number),
                    "aaaaaaaaaaaaaaaa",
                    null,
                    start.plusSeconds(number),
                    1,
                    false,
                    Map.of("aiops.run.id", run))));
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> list(Map.of("run", run)).body("total", equalTo(3)));

        list(Map.of("run", run, "limit", 2)).body("traces.traceId", contains(traceId(run + 2), traceId(run + 1)));
        list(Map.of("run", run, "limit", 2, "offset", 2)).body("traces.traceId", contains(traceId(run + 0)));
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void whatIsNoGoodQuestionIsRefusedWithAReason() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("from", "yesterday"),
                Map.of("from", "2026-05-04T07:00:00Z", "to", "2026-05-04T06:00:00Z"),
                Map.of("limit", 0),
                Map.of("offset", -1),
                Map.of("minDurationMs", -5),
                Map.of("error", "maybe"))) {
            given().queryParams(wrong)
                    .get("/api/v1/traces")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        given().get("/api/v1/traces/nonsense").then().statusCode(400);
        given().get("/api/v1/traces/" + "0".repeat(32)).then().statusCode(404).body("code", equalTo("trace-not-found"));
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void aDayBeyondItsTermGoes() throws IOException {
        String run = Ids.next();
        Instant old = Instant.now().minus(Duration.ofDays(20));
        archive.store(List.of(span(
                "agent-gateway", traceId(run), "aaaaaaaaaaaaaaaa", null, old, 1, false, Map.of("aiops.run.id", run))));
        Map<String, Object> wanted =
                Map.of("run", run, "from", old.minusSeconds(5).toString());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> list(wanted).body("traces", hasSize(1)));

        room.keepWithin(7, 1L << 40);

        list(wanted).body("traces", hasSize(0));
    }

    @Test
    @TestSecurity(user = "nobody", roles = "none")
    void strangerReadsNoTraces() {
        given().get("/api/v1/traces").then().statusCode(403);
        given().get("/api/v1/traces/" + "0".repeat(32)).then().statusCode(403);
    }

    private static String traceId(String of) {
        return TraceContext.ofSubject(of).substring(3, 35);
    }

    private static ValidatableResponse list(Map<String, Object> query) {
        return given().queryParams(query).get("/api/v1/traces").then().statusCode(200);
    }

    private static StoredSpan span(
            String service,
            String trace,
            String id,
            @Nullable String parent,
            Instant start,
            long durationMs,
            boolean error,
            Map<String, String> attributes) {
        return new StoredSpan(
                service,
                trace,
                id,
                parent,
                "span of " + service,
                "INTERNAL",
                start,
                durationMs * 1_000_000,
                error,
                attributes);
    }
}
