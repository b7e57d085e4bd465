package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.TestReceivers.mails;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.local.testing.EnginesTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of an alert through the whole service, to those who are told. */
@QuarkusTest
@QuarkusTestResource(
        value = EnginesTestResource.class,
        restrictToAnnotatedClass = false,
        initArgs = @ResourceArg(name = "engines", value = "kafka,postgres"))
@QuarkusTestResource(value = TestReceivers.class, restrictToAnnotatedClass = false)
class AlertFlowIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SAMPLED = "io.agentaiops.metric.sampled.v1";
    private static final String RAISED = "io.agentaiops.alert.raised.v1";

    private String thisCase = "";

    @BeforeEach
    void newCase() {
        thisCase = Ids.next();
    }

    static RequestSpecification asPrometheus() {
        return given().auth()
                .preemptive()
                .basic("prometheus", "key-of-prometheus")
                .contentType("application/json");
    }

    @Test
    void whatStrangersWroteIntoAnAlertIsRedactedOnTheBusAndRoutedAsItIs() {
        post("\"owner\": \"eve.smith@example.org\"", "");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(BusProbe.read(Topic.ALERTS.address(), thisCase))
                        .isNotEmpty());
        assertThat(BusProbe.read(Topic.ALERTS.address(), thisCase)).noneMatch(event -> event.contains("eve.smith@"));
        assertThat(asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                        .get("/api/v2/alerts")
                        .jsonPath()
                        .getString("[0].labels.owner"))
                .isEqualTo("eve.smith@example.org");
    }

    private void post(String labels, String times) {
        asPrometheus()
                .body("""
                        [{"labels": {"alertname": "Posted", "case": "%s", %s},
                          "annotations": {"summary": "it broke"}, "generatorURL": "http://p/graph" %s}]
                        """.formatted(thisCase, labels, times))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);
    }

    private void sample(String metric, double value, Instant at) {
        BusProbe.send(
                Topic.METRICS,
                metric,
                Ids.next(),
                SAMPLED,
                "{\"metric\":\"%s\",\"value\":%s,\"unit\":\"percent\",\"labels\":{\"case\":\"%s\"},\"at\":\"%s\"}"
                        .formatted(metric, value, thisCase, at));
    }

    private List<String> states(String state) {
        return BusProbe.read(Topic.ALERTS.address(), thisCase).stream()
                .filter(event -> event.contains("\"state\":\"" + state + "\""))
                .toList();
    }

    @Test
    void metricAboveItsThresholdForItsTimeIsMailedAndSlackedOnceAndSoIsItsEnd() {
        Instant begin = Instant.now().minusSeconds(5);
        sample("test.cpu.usage", 95, begin);
        sample("test.cpu.usage", 97, begin.plusSeconds(2));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(mails(thisCase)).hasSize(1);
            assertThat(requests("/slack", thisCase)).hasSize(1);
            assertThat(states("firing")).hasSize(1);
        });
        assertThat(mails(thisCase).getFirst())
                .contains(
                        "[FIRING:1] HighCpuUsage", "To: alerts@company.com", "CPU at 97 %, above 80", "Message-ID: <");
        assertThat(requests("/slack", thisCase).getFirst().get("body"))
                .contains("#aiops-alerts", "\"color\":\"warning\"", "CPU at 97 %");

        sample("test.cpu.usage", 20, begin.plusSeconds(4));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(mails(thisCase)).hasSize(2);
            assertThat(requests("/slack", thisCase)).hasSize(2);
            assertThat(states("resolved")).hasSize(1);
        });
        assertThat(mails(thisCase).getLast()).contains("[RESOLVED] HighCpuUsage");
        assertThat(requests("/sms", "HighCpuUsage")).isEmpty();
        assertThat(BusProbe.read(Topic.NOTIFICATIONS.address(), thisCase)).hasSize(4);
    }

    @Test
    void criticalAlertAsPrometheusPostsItIsTextedToo() {
        post("\"severity\": \"critical\", \"instance\": \"db1\"", "");

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(mails(thisCase)).hasSize(1);
            assertThat(requests("/slack", thisCase)).hasSize(1);
            assertThat(requests("/sms", thisCase)).hasSize(1);
        });
        Map<String, String> sms = requests("/sms", thisCase).getFirst();
        assertThat(sms.get("body"))
                .startsWith("To=%2B15550199&From=%2B15550100&Body=")
                .contains("it+broke");
        assertThat(sms.get("authorization")).startsWith("Basic ");
        assertThat(sms.get("idempotency-key")).isNotBlank();
    }

    @Test
    void repeatedPostIsNotToldAgainAndTheEndIsToldOnce() {
        post("\"way\": \"hook\"", "");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        post("\"way\": \"hook\"", "");
        post("\"way\": \"hook\"", "");

        String end = ", \"endsAt\": \"" + Instant.now() + "\"";
        post("\"way\": \"hook\"", end);
        post("\"way\": \"hook\"", end);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(2));
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(2));
        assertThat(requests("/hook", thisCase).getFirst().get("body"))
                .contains(
                        "\"version\":\"4\"",
                        "\"status\":\"firing\"",
                        "\"notification_reason\":\"first notification\"",
                        "\"groupKey\":\"{}/{way=\\\"hook\\\"}:{alertname=\\\"Posted\\\", case=\\\"" + thisCase);
        assertThat(requests("/hook", thisCase).getLast().get("body"))
                .contains("\"status\":\"resolved\"", "\"notification_reason\":\"all alerts resolved\"");
        assertThat(states("firing")).hasSize(1);
        assertThat(states("resolved")).hasSize(1);
    }

    @Test
    void mostUrgentAlertsComeFirstAndAllAreCounted() {
        for (String severity : List.of("info", "critical", "warning")) {
            post("\"way\": \"patient\", \"severity\": \"" + severity + "\"", "");
        }

        JsonPath urgent = asAda().get("/api/v1/alerts/urgent?limit=1000").jsonPath();

        assertThat(urgent.getList("items.findAll { it.labels['case'] == '" + thisCase + "' }.labels.severity"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly("critical", "warning", "info");
        assertThat(urgent.getLong("firing") + urgent.getLong("suppressed"))
                .isEqualTo(urgent.getList("items").size());
        assertThat(asAda().get("/api/v1/alerts/urgent?limit=1").jsonPath().getList("items"))
                .hasSize(1);
        asAda().get("/api/v1/alerts/urgent?limit=1001").then().statusCode(400);
    }

    @Test
    void alertsOfOneGroupAreToldTogether() {
        post("\"way\": \"gathered\", \"instance\": \"1\"", "");
        post("\"way\": \"gathered\", \"instance\": \"2\"", "");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        assertThat(requests("/hook", thisCase).getFirst().get("body"))
                .contains("\"instance\":\"1\"", "\"instance\":\"2\"");
    }

    @Test
    void failingSlackIsTriedAgainWithTheSameKey() {
        TestReceivers.failNext(thisCase, 2);

        post("\"severity\": \"warning\"", "");

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(requests("/slack", thisCase)).hasSize(3);
            assertThat(log()).contains("delivered");
        });
        assertThat(requests("/slack", thisCase))
                .extracting(request -> request.get("idempotency-key"))
                .containsOnly(requests("/slack", thisCase).getFirst().get("idempotency-key"));
        assertThat(requests("/slack", thisCase)).noneMatch(request -> request.containsKey("x-possible-duplicate"));
    }

    @Test
    void receiverThatFailsForeverIsGivenUpAndShown() {
        TestReceivers.failNext(thisCase, 1_000);

        post("\"way\": \"hook\"", "");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(BusProbe.read(Topic.NOTIFICATIONS.address(), thisCase))
                        .singleElement()
                        .asString()
                        .contains("\"outcome\":\"dead\"", "HTTP 500", "\"attempts\":4"));
        assertThat(log()).containsExactly("dead");
    }

    private List<String> log() {
        return asAda().get("/api/v1/notifications?limit=500")
                .jsonPath()
                .getList("items.findAll{it.groupKey.contains('" + thisCase + "') && it.channel != 'email'}.state");
    }

    static RequestSpecification asAda() {
        return given().auth().preemptive().oauth2("key-of-ada").contentType("application/json");
    }

    @Test
    void alertRaisedTwiceByTheSameEventHasItsEffectOnce() {
        String id = Ids.next();
        String data =
                "{\"labels\":{\"alertname\":\"Raised\",\"way\":\"hook\",\"case\":\"%s\"},\"annotations\":{},\"startsAt\":\"%s\"}"
                        .formatted(thisCase, Instant.now());
        BusProbe.send(Topic.ALERTS, "Raised", id, RAISED, data);
        BusProbe.send(Topic.ALERTS, "Raised", id, RAISED, data);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(states("firing")).hasSize(1));
    }

    @Test
    void alertWithALabelThatCannotBeIsADeadLetter() {
        BusProbe.send(
                Topic.ALERTS,
                "Raised",
                Ids.next(),
                RAISED,
                "{\"labels\":{\"alertname\":\"Raised\",\"a\\nb\":\"%s\"},\"annotations\":{},\"startsAt\":\"%s\"}"
                        .formatted(thisCase, Instant.now()));
        BusProbe.send(Topic.ALERTS, "Raised", Ids.next(), RAISED, "{\"labels\":\"" + thisCase + "\"}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(BusProbe.read(Topic.ALERTS.deadLetters(), thisCase))
                        .hasSize(2));
    }

    @Test
    void serviceThatFallsSilentIsReportedAndItsReturnToo() {
        sample("test.service.up", 1, Instant.now());

        await().atMost(SOON).untilAsserted(() -> assertThat(states("firing")).hasSize(1));
        assertThat(states("firing").getFirst()).contains("ServiceDown");

        sample("test.service.up", 1, Instant.now());
        await().atMost(SOON).untilAsserted(() -> assertThat(states("resolved")).hasSize(1));
    }
}
