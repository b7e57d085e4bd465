package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Thresholds that are set, tried on the past and taken back over REST. */
@QuarkusTest
class ThresholdApiIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private String metric = "";

    @BeforeEach
    void newCase() {
        metric = "case." + Ids.next();
    }

    private static RequestSpecification asRoot() {
        return given().auth().preemptive().oauth2("key-of-root").contentType("application/json");
    }

    private void sample(String name, double value, Instant at) {
        BusProbe.send(
                Topic.METRICS,
                name,
                Ids.next(),
                "io.agentaiops.metric.sampled.v1",
                "{\"metric\":\"%s\",\"value\":%s,\"unit\":\"count\",\"labels\":{\"case\":\"%s\"},\"at\":\"%s\"}"
                        .formatted(name, value, metric, at));
    }

    @Test
    void ratioThatIsSetOverRestFiresIsTriedOnThePastAndIsTakenBack() {
        String address = "/api/v1/thresholds/Failing-" + metric;
        Instant begin = Instant.now().minusSeconds(60);
        sample(metric + ".failed", 0, begin);
        sample(metric + ".failed", 50, begin.plusSeconds(30));
        sample(metric + ".all", 0, begin.plusMillis(1));
        sample(metric + ".all", 100, begin.plusSeconds(31));

        String rule = """
            {"metric": "%1$s.failed", "calculate": "ratio", "total": "%1$s.all", "over": "5m", "operator": ">",
             "value": 5, "resolve-value": 2, "severity": "warning", "labels": {"way": "hook"},
             "annotations": {"summary": "${value} %% fail"}}
            """.formatted(metric);
        asAda().body(rule)
                .post(address + "/dry-run?last=10m")
                .then()
                .statusCode(200)
                .body("samples", equalTo(4))
                .body("series", equalTo(1))
                .body("firings", equalTo(1))
                .body("changes[0].value", equalTo(50f))
                .body("complete", equalTo(true));
        asAda().body(rule).put(address).then().statusCode(403);
        asRoot().body(rule)
                .put(address)
                .then()
                .statusCode(200)
                .body("source", equalTo("api"))
                .body("definition.calculate", equalTo("ratio"))
                .body("definition.over", equalTo("5m"));
        Map<String, Object> shown = asAda().get(address).jsonPath().getMap("definition");
        asRoot().body(shown).put(address).then().statusCode(200);

        sample(metric + ".failed", 60, Instant.now().minusSeconds(20));
        sample(metric + ".failed", 90, Instant.now().minusSeconds(10));
        await().atMost(SOON).untilAsserted(() -> asAda().get(address).then().body("series", hasSize(1)));
        sample(metric + ".all", 100, Instant.now().minusSeconds(9));
        AtomicInteger all = new AtomicInteger(200);
        // The parts may still be on their way, over another partition; the whole goes on growing.
        await().atMost(SOON).untilAsserted(() -> {
            sample(metric + ".all", all.incrementAndGet(), Instant.now());
            assertThat(requests("/hook", metric)).hasSize(1);
        });
        assertThat(requests("/hook", metric).getFirst().get("body")).contains(" % fail");

        asRoot().delete(address).then().statusCode(204);
        asAda().get(address).then().statusCode(404).body("code", equalTo("threshold-unknown"));
        asAda().get("/api/v1/thresholds").then().body("items.alert", not(hasItem("Failing-" + metric)));
    }

    @Test
    void ruleOfTheFileCanBeReplacedAndHoldsAgainAfterwards() {
        String address = "/api/v1/thresholds/SlowBurn";
        asRoot().delete(address).then().statusCode(409).body("code", equalTo("threshold-in-file"));
        asRoot().body("{\"metric\": \"test.slow\", \"operator\": \">\", \"value\": 2}")
                .put(address)
                .then()
                .statusCode(200)
                .body("value", equalTo(2f))
                .body("source", equalTo("api"));
        asRoot().delete(address).then().statusCode(204);
        asAda().get(address).then().body("value", equalTo(1f)).body("source", equalTo("file"));
    }

    @Test
    void wrongRulesAreRefusedWithFieldAndLine() {
        refused("", "threshold-missing", "thresholds.yml");
        refused("{", "invalid-request", "not YAML");
        refused("[]", "invalid-request", "expected keys and values");
        refused("{\"metric\": \"m\", \"operator\": \">\"}", "invalid-request", "value needs a value");
        refused("{\"metric\": \"m\",\n \"operator\": \">\",\n \"value\": \"much\"}", "invalid-request", "line 3");
        refused("{\"metric\": \"m\", \"operator\": \">\", \"value\": 1, \"colour\": 1}", "invalid-request", "colour");
        refused(
                "{\"metric\": \"m\", \"operator\": \">\", \"value\": 1, \"resolve-value\": 2}",
                "invalid-request",
                "resolve-value");
        refused("x: " + "y".repeat(70_000), "threshold-too-long", "64000");
        for (String last : List.of("soon", "0", "2h")) {
            asAda().post("/api/v1/thresholds/SlowBurn/dry-run?last=" + last)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("last"));
        }
        asAda().post("/api/v1/thresholds/None/dry-run").then().statusCode(404);
    }

    private static void refused(String body, String code, String words) {
        asRoot().body(body)
                .put("/api/v1/thresholds/Wrong")
                .then()
                .statusCode(code.equals("threshold-too-long") ? 413 : 400)
                .body("code", equalTo(code))
                .body(containsString(words));
    }
}
