package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alertmanager's API and ours, with what is right and what is wrong. */
@QuarkusTest
class ApiIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private String thisCase = "";

    @BeforeEach
    void newCase() {
        thisCase = Ids.next();
    }

    private String post(String alerts) {
        return asPrometheus()
                .body(alerts.replace("CASE", thisCase))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private String silence(String body) {
        return asAda().body(body.replace("CASE", thisCase))
                .post("/api/v2/silences")
                .then()
                .statusCode(200)
                .extract()
                .path("silenceID");
    }

    private String silenceOfThisCase() {
        return silence("""
                {"matchers":[{"name":"case","value":"CASE","isRegex":false}],"startsAt":"%s","endsAt":"%s",
                 "createdBy":"ada","comment":"works on it","annotations":{}}
                """.formatted(Instant.now(), Instant.now().plusSeconds(600)));
    }

    @Test
    void callerWithoutAKeyOrWithAWrongOneIsRefused() {
        given().get("/api/v2/alerts").then().statusCode(401);
        given().auth()
                .preemptive()
                .oauth2("key-of-nobody")
                .get("/api/v2/alerts")
                .then()
                .statusCode(401);
        given().auth()
                .preemptive()
                .basic("x", "key-of-nobody")
                .get("/api/v2/alerts")
                .then()
                .statusCode(401);
        asPrometheus().post("/-/reload").then().statusCode(403);
        given().get("/-/healthy").then().statusCode(200).body(equalTo("OK"));
        given().get("/-/ready").then().statusCode(200);
    }

    @Test
    void bodiesThatAreWrongAreRefusedWithAJsonString() {
        for (String wrong : List.of(
                "",
                "{",
                "null",
                "{\"labels\":{}}",
                "[{\"labels\":[]}]",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"yesterday\"}]",
                "[{\"labels\":{}}]",
                "[{}]",
                "[null]",
                "[{\"labels\":{\"a\":null}}]",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"2026-01-02T00:00:00Z\",\"endsAt\":\"2026-01-01T00:00:00Z\"}]")) {
            asPrometheus()
                    .body(wrong)
                    .post("/api/v2/alerts")
                    .then()
                    .statusCode(400)
                    .body(startsWith("\""));
        }
    }

    @Test
    void rightAlertsAreTakenAlsoWhenOthersOfTheBodyAreWrong() {
        asPrometheus()
                .body("[{\"labels\":{}},{\"labels\":{\"alertname\":\"Right\",\"case\":\"" + thisCase + "\"}}]")
                .post("/api/v2/alerts")
                .then()
                .statusCode(400)
                .body(containsString("at least one label pair required"));

        asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .then()
                .statusCode(200)
                .body("$", hasSize(1));
    }

    @Test
    void alertIsShownAsAlertmanagerShowsIt() {
        post("[{\"labels\":{\"alertname\":\"Shown\",\"case\":\"CASE\",\"empty\":\"\",\"way\":\"patient\"},"
                + "\"startsAt\":\"0001-01-01T00:00:00.000Z\",\"endsAt\":\"0001-01-01T00:00:00.000Z\",\"unknown\":1}]");

        asAda().queryParam("receiver", "")
                .queryParam("active", "true")
                .queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("[0].labels.alertname", equalTo("Shown"))
                .body("[0].labels.empty", equalTo(null))
                .body("[0].status.state", equalTo("active"))
                .body("[0].receivers.name", hasItem("hook"));
        asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts/groups")
                .then()
                .statusCode(200)
                .body("[0].receiver.name", equalTo("hook"))
                .body("[0].alerts", hasSize(1));
        asAda().queryParam("receiver", "nobody")
                .queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .then()
                .body("$", hasSize(0));
        asAda().queryParam("filter", "=").get("/api/v2/alerts").then().statusCode(400);
    }

    @Test
    void silencedAlertIsNotToldUntilTheSilenceEnds() {
        String id = silenceOfThisCase();
        post("[{\"labels\":{\"alertname\":\"Quiet\",\"way\":\"hook\",\"case\":\"CASE\"}}]");

        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).isEmpty());
        asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .then()
                .body("[0].status.state", equalTo("suppressed"))
                .body("[0].status.silencedBy", hasItem(id));
        asAda().get("/api/v2/silence/" + id).then().statusCode(200).body("status.state", equalTo("active"));
        assertThat(BusProbe.read(Topic.ALERTS.address(), thisCase)).anyMatch(event -> event.contains("suppressed"));

        asAda().delete("/api/v2/silence/" + id).then().statusCode(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        asAda().get("/api/v2/silence/" + id).then().body("status.state", equalTo("expired"));
    }

    @Test
    void silenceWithOtherMatchersBecomesAnotherOne() {
        String id = silenceOfThisCase();
        String changed = silence("""
                {"id":"%s","matchers":[{"name":"case","value":"other-CASE","isRegex":false,"isEqual":true}],
                 "startsAt":"%s","endsAt":"%s","createdBy":"ada","comment":"works on it"}
                """.formatted(id, Instant.now(), Instant.now().plusSeconds(600)));

        assertThat(changed).isNotEqualTo(id);
        asAda().get("/api/v2/silences")
                .then()
                .statusCode(200)
                .body("find{it.id=='" + id + "'}.status.state", equalTo("expired"))
                .body("find{it.id=='" + changed + "'}.status.state", equalTo("active"));
    }

    @Test
    void silencesThatAreWrongAreRefused() {
        String form =
                "{\"matchers\":[{\"name\":\"a\",\"value\":\"%s\",\"isRegex\":true}],\"startsAt\":\"2026-01-01T00:00:00Z\",\"endsAt\":\"%s\",\"createdBy\":\"a\",\"comment\":\"c\"}";
        for (String wrong : List.of(
                "{",
                "{}",
                form.formatted("b", "2026-01-02T00:00:00Z"),
                form.formatted(".*", "2099-01-01T00:00:00Z"),
                form.formatted("(", "2099-01-01T00:00:00Z"))) {
            asAda().body(wrong).post("/api/v2/silences").then().statusCode(400).body(startsWith("\""));
        }
        asAda().get("/api/v2/silence/" + Ids.next()).then().statusCode(404);
        asAda().delete("/api/v2/silence/none").then().statusCode(400);
        asPrometheus()
                .body(form.formatted("b", "2099-01-01T00:00:00Z"))
                .post("/api/v2/silences")
                .then()
                .statusCode(403);
    }

    @Test
    void statusAndReceiversAreShownWithoutSecrets() {
        String status =
                asAda().get("/api/v2/status").then().statusCode(200).extract().asString();

        assertThat(status).contains("\"disabled\"", "group_wait", "<secret>").doesNotContain("secret-token");
        asAda().get("/api/v2/receivers").then().body("name", hasItems("dashboard", "operations", "critical", "hook"));
    }

    @Test
    void routeTestSaysWhoWouldBeTold() {
        asAda().body("{\"labels\":{\"severity\":\"critical\"}}")
                .post("/api/v1/alerts/route-test")
                .then()
                .statusCode(200)
                .body("receivers", equalTo(List.of("critical")))
                .body("route[0]", equalTo("{}/{severity=\"critical\"}"))
                .body("ids", equalTo(List.of("{}/{severity=\"critical\"}")));
        asAda().body("{}").post("/api/v1/alerts/route-test").then().statusCode(400);
        asAda().body("{\"labels\":{\"\":\"x\"}}")
                .post("/api/v1/alerts/route-test")
                .then()
                .statusCode(400)
                .body("code", equalTo("labels-invalid"));
    }

    @Test
    void treeOfRoutesIsShownAsItIsInForce() {
        asAda().get("/api/v1/alerts/routes")
                .then()
                .statusCode(200)
                .body("receiver", equalTo("dashboard"))
                .body("matchers", equalTo(List.of()))
                .body("routes.find { it.matchers == ['way=\"muted\"'] }.muted", equalTo(List.of("always")))
                .body("routes.find { it.matchers == ['way=\"limited\"'] }.groupBy", hasItems("case", "n"))
                .body("routes.id", hasItems("{}/{severity=\"critical\"}"));
    }

    @Test
    void thresholdsAreShown() {
        asAda().get("/api/v1/thresholds")
                .then()
                .statusCode(200)
                .body("items.alert", equalTo(List.of("HighCpuUsage", "SlowBurn", "ServiceDown")))
                .body("items[1].for", equalTo("5m"));
    }
}
