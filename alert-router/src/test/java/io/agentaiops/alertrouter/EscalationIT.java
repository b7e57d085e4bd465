package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People and their alerts: levels that are told in turn, acknowledgement, hand-over, the story and the report. */
@QuarkusTest
class EscalationIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Jdbi jdbi;

    private String thisCase = "";

    @BeforeEach
    void newCase() {
        thisCase = Ids.next();
    }

    /** Fires an alert; returns the address of what people do about it. */
    private String fires(String labels) {
        asPrometheus()
                .body(
                        "[{\"labels\":{\"alertname\":\"Down\",\"case\":\"%s\"%s},\"annotations\":{\"summary\":\"it is | down\"}}]"
                                .formatted(thisCase, labels))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);
        return "/api/v1/alerts/" + fingerprint();
    }

    private String fingerprint() {
        return asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .path("[0].fingerprint");
    }

    /** The agent, which was asked about the alert of this case, answers. */
    private void found(String answer) {
        String asked = BusProbe.read(Topic.OPERATIONS.address(), thisCase).getFirst();
        String operation = JsonPath.from(asked).getString("operationId");
        BusProbe.send(
                Topic.OPERATION_RESULTS, operation, Ids.next(), "io.agentaiops.operation.completed.v1", """
                {"operationId":"%s","runId":"r","capability":"agent.ask","outcome":"succeeded","summary":"answered",
                 "evidence":{"runId":"run-7","answer":"%s"},"durationMs":1,"completedAt":"%s"}
                """.formatted(
                                operation, answer, Instant.now()));
    }

    private static List<String> kinds(String alert) {
        return asAda().get(alert + "/timeline").jsonPath().getList("items.kind");
    }

    @Test
    void nobodyAcknowledgesSoWhoIsOnCallIsToldAndTheNextLevelOnlyWhenAskedFor() {
        String alert = fires(",\"page\":\"yes\"");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        assertThat(requests("/hook", thisCase).getFirst().get("body"))
                .contains("Level 1 is told: nobody has acknowledged", "\"notification_reason\":\"unknown\"");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(kinds(alert)).contains("opened", "fires", "escalated", "notification-delivered"));

        asAda().body("{}").post(alert + "/escalate").then().statusCode(200).body("level", equalTo(1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", "Level 2 is told"))
                        .anyMatch(request -> request.getOrDefault("body", "").contains(thisCase)));
        asAda().get(alert + "/timeline")
                .then()
                .body("items.kind", hasItems("escalation-asked-for", "not-told"))
                .body("items.text.join(' ')", containsString("Level 2: nobody has no receiver"));
        asAda().get("/api/v1/escalations/policies").then().body("items[0].problems[0]", containsString("nobody"));
    }

    @Test
    void acknowledgedAlertIsNotEscalatedAndItsStoryAndReportTellWho() {
        String alert = fires(",\"page\":\"yes\"");
        asAda().body("{\"comment\":\"looking at it\",\"for\":\"30m\"}")
                .post(alert + "/ack")
                .then()
                .statusCode(200)
                .body("state", equalTo("acknowledged"))
                .body("owner", equalTo("ada"));

        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> requests("/hook", thisCase).isEmpty());
        asAda().body("{\"text\":\"disk | was *full*\"}")
                .post(alert + "/notes")
                .then()
                .statusCode(200);
        asAda().body("{\"to\":\"grace\",\"comment\":\"yours\"}")
                .post(alert + "/assign")
                .then()
                .body("owner", equalTo("grace"))
                .body("state", equalTo("acknowledged"));
        asAda().get("/api/v1/escalations").then().body("items.labels.case", hasItem(thisCase));

        asAda().body("{}").post(alert + "/resolve").then().statusCode(200);
        await().atMost(SOON)
                .untilAsserted(() -> asAda().get(alert + "/timeline")
                        .then()
                        .body("incident.state", equalTo("closed"))
                        .body(
                                "items.kind",
                                hasItems("acknowledged", "note", "assigned", "resolved-by-hand", "resolved", "closed"))
                        .body("items.kind", not(hasItem("escalated"))));
        asAda().accept("text/markdown")
                .get(alert + "/postmortem")
                .then()
                .statusCode(200)
                .body(containsString("# Incident: Down " + thisCase.replace("_", "\\_")))
                .body(containsString("| note | ada | disk \\| was \\*full\\* |"))
                .body(containsString("Acknowledged | after"));
    }

    @Test
    void agentIsAskedInPassingAndWhatItFindsIsToldToThoseWhoWereTold() {
        String alert = fires(",\"page\":\"yes\",\"way\":\"hook\"");
        await().atMost(SOON).until(() -> requests("/hook", thisCase).size() == 2);

        String asked = BusProbe.read(Topic.OPERATIONS.address(), thisCase).getFirst();
        assertThat(asked).contains("\"capability\":\"agent.ask\"", "change nothing", "it is | down");
        found("the disk of " + thisCase + " is full");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", "Analysis of Down " + thisCase))
                        .hasSize(1));
        asAda().get(alert + "/timeline").then().body("items.kind", hasItems("investigation-asked", "investigated"));
        asAda().body("{}").post(alert + "/escalate").then().statusCode(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", "The agent says: the disk of " + thisCase))
                        .hasSize(1));
    }

    @Test
    void whomAnIncidentToldHearsOfItsEndUnderTheSameKeyAndOfTheFindingToo() {
        String alert = fires(",\"page\":\"yes\",\"way\":\"patient\"");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        String key = JsonPath.from(requests("/hook", thisCase).getFirst().get("body"))
                .getString("groupKey");
        assertThat(key).startsWith("incident:");

        found("the disk of " + thisCase + " is full");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", "Analysis of Down " + thisCase))
                        .hasSize(1));
        asAda().body("{}").post(alert + "/resolve").then().statusCode(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", "all alerts resolved"))
                        .anyMatch(request -> request.getOrDefault("body", "").contains(key)));
        assertThat(requests("/hook", thisCase))
                .hasSize(3)
                .allMatch(request -> request.getOrDefault("body", "").contains(key));
        assertThat(requests("/hook", thisCase).getLast().get("body"))
                .contains("\"status\":\"resolved\"")
                .doesNotContain("\"status\":\"firing\"");
    }

    @Test
    void findingIsANoteToWhatPagingServicesHaveOpenAndOpensNothing() {
        fires(",\"page\":\"yes\",\"way\":\"templated\",\"severity\":\"critical\"");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(requests("/pagerduty", thisCase)).hasSize(1));
        String dedup = JsonPath.from(requests("/pagerduty", thisCase).getFirst().get("body"))
                .getString("dedup_key");

        found("the disk of " + thisCase + " is full");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(requests("/pagerduty", thisCase)).hasSize(2));
        assertThat(requests("/pagerduty", thisCase).getLast().get("body"))
                .contains("\"dedup_key\":\"" + dedup + "\"", "\"severity\":\"critical\"", "is full");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/opsgenie/v2/alerts/" + dedup + "/notes", "is full"))
                        .hasSize(1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/victorops/vkey/ops", dedup))
                        .anyMatch(request -> request.getOrDefault("body", "").contains("\"message_type\":\"INFO\"")));
    }

    @Test
    void findingIsNotTexted() {
        fires(",\"page\":\"yes\",\"way\":\"texted\",\"severity\":\"critical\"");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/sms-own", thisCase)).hasSize(1));

        found("the disk of " + thisCase + " is full");

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(kinds("/api/v1/alerts/" + fingerprint())).contains("investigated"));
        assertThat(asAda().get("/api/v1/notifications?receiver=texted")
                        .jsonPath()
                        .getList("items.title", String.class))
                .noneMatch(title -> title.contains("Analysis of Down " + thisCase));
    }

    @Test
    void whatTheAgentFindsInTimeIsInTheFirstPageOfTheGroup() {
        fires(",\"page\":\"yes\",\"way\":\"patient\"");
        await().atMost(SOON)
                .until(() ->
                        !BusProbe.read(Topic.OPERATIONS.address(), thisCase).isEmpty());

        found("the disk of " + thisCase + " is full");
        await().atMost(SOON)
                .untilAsserted(() -> asAda().get("/api/v1/alerts/" + fingerprint() + "/timeline")
                        .then()
                        .body("items.kind", hasItems("investigated")));
        jdbi.useHandle(
                handle -> handle.createUpdate("update alert_group set next_flush_at = now() where group_key like :case")
                        .bind("case", "%" + thisCase + "%")
                        .execute());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", "\"analysis\":\"the disk of " + thisCase))
                        .hasSize(1));
        assertThat(requests("/hook", "Analysis of Down " + thisCase)).isEmpty();
    }

    @Test
    void snoozedAlertIsSilencedAndOneThatNoPolicyIsForCanBeTakenUpToo() {
        String alert = fires(",\"way\":\"patient\"");

        asAda().get(alert + "/timeline").then().statusCode(200).body("items", equalTo(List.of()));
        asAda().body("{\"for\":\"1h\"}")
                .post(alert + "/snooze")
                .then()
                .statusCode(200)
                .body("state", equalTo("snoozed"))
                .body("policy", equalTo(""));
        asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .then()
                .body("[0].status.state", equalTo("suppressed"));
        asAda().body("{}").post(alert + "/unack").then().body("state", equalTo("open"));
    }

    @Test
    void actsThatMakeNoSenseAreRefused() {
        String nobodys = "/api/v1/alerts/0123456789abcdef";
        asAda().body("{}").post(nobodys + "/ack").then().statusCode(404).body("code", equalTo("alert-not-firing"));
        asAda().get(nobodys + "/postmortem").then().statusCode(404);
        asAda().body("{}").post("/api/v1/alerts/not-a-fingerprint/ack").then().statusCode(404);
        String alert = fires("");
        for (Map.Entry<String, String> wrong : Map.of(
                        "assign", "{}",
                        "notes", "{\"text\":\" \"}",
                        "snooze", "{\"for\":\"soon\"}",
                        "ack", "{\"for\":\"30d\"}")
                .entrySet()) {
            asAda().body(wrong.getValue())
                    .post(alert + "/" + wrong.getKey())
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid-request"));
        }
        asPrometheus().body("{}").post(alert + "/ack").then().statusCode(403);
    }

    @Test
    void onCallIsShownWithGapsAndStandInsAndAsACalendar() {
        Instant begin = Instant.parse("2026-01-05T08:00:00Z");
        JsonPath plan = asAda().queryParam("from", begin.toString())
                .queryParam("to", begin.plusSeconds(86_400).toString())
                .get("/api/v1/on-call/operations")
                .jsonPath();
        assertThat(plan.getList("shifts.person")).containsExactly(null, "ada");
        assertThat(plan.getList("gaps")).hasSize(1);

        String id = asAda().body("""
                        {"schedule":"operations","person":"grace","from":"2030-01-01T00:00:00Z","to":"2030-01-02T00:00:00Z"}
                        """)
                .post("/api/v1/on-call/overrides")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        asAda().queryParam("at", "2030-01-01T12:00:00Z")
                .get("/api/v1/on-call")
                .then()
                .body("items[0].person", equalTo("grace"))
                .body("items[0].next", equalTo("ada"));
        asAda().delete("/api/v1/on-call/overrides/" + id).then().statusCode(204);
        asAda().delete("/api/v1/on-call/overrides/" + id).then().statusCode(404);
        asAda().body(
                        "{\"schedule\":\"operations\",\"person\":\"bob\",\"from\":\"2030-01-01T00:00:00Z\",\"to\":\"2030-01-02T00:00:00Z\"}")
                .post("/api/v1/on-call/overrides")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("person"));
        asAda().accept("text/calendar")
                .get("/api/v1/on-call/operations.ics")
                .then()
                .statusCode(200)
                .body(containsString("ada is on call"));
        asAda().get("/api/v1/on-call/none").then().statusCode(404);
    }
}
