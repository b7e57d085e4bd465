package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** What the agent is asked about what fires, and what people hear when it says nothing. */
@QuarkusTest
class InvestigationIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Jdbi jdbi;

    private String thisCase = "";

    @BeforeEach
    void newCase() {
        thisCase = Ids.next();
    }

    /** The kind of the alert is this case's own, for alerts of one kind are looked into together. */
    private void fires(String labels) {
        asPrometheus()
                .body("[{\"labels\":{\"alertname\":\"Slow-%s\",\"case\":\"%s\"%s}}]"
                        .formatted(thisCase, thisCase, labels))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);
    }

    private String alert() {
        return "/api/v1/alerts/"
                + asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                        .get("/api/v2/alerts")
                        .path("[0].fingerprint");
    }

    private List<String> kinds() {
        return asAda().get(alert() + "/timeline").jsonPath().getList("items.kind");
    }

    private String asked() {
        return BusProbe.read(Topic.OPERATIONS.address(), thisCase).getFirst();
    }

    private void ends(String outcome, String evidence) {
        String operation = JsonPath.from(asked()).getString("operationId");
        BusProbe.send(
                Topic.OPERATION_RESULTS, operation, Ids.next(), "io.agentaiops.operation.completed.v1", """
                {"operationId":"%s","runId":"r","capability":"agent.ask","outcome":"%s","summary":"no model answers",
                 "evidence":%s,"durationMs":1,"completedAt":"%s"}
                """.formatted(
                                operation, outcome, evidence, Instant.now()));
    }

    private List<Map<String, String>> hooks(String text) {
        return requests("/hook", thisCase).stream()
                .filter(request -> request.getOrDefault("body", "").contains(text))
                .toList();
    }

    @Test
    void warningThatNoPolicyIsForIsLookedIntoWithWhatWasChangedAndWhoIsToldHearsTheFinding() {
        Instant now = Instant.now();
        asAda().body("""
                        {"matchers":[{"name":"host","value":"%s","isRegex":false}],"startsAt":"%s","endsAt":"%s",
                         "createdBy":"ada","comment":"the database moves"}
                        """.formatted(thisCase, now, now.plusSeconds(600)))
                .post("/api/v2/silences")
                .then()
                .statusCode(200);
        asAda().post("/-/reload").then().statusCode(200);

        fires(",\"severity\":\"warning\",\"way\":\"hook\"");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hooks("first notification")).hasSize(1));
        await().atMost(SOON).untilAsserted(() -> assertThat(kinds()).contains("opened", "investigation-asked"));
        assertThat(asked())
                .contains(
                        "Work is going on",
                        "the database moves",
                        "by ada: the configuration of alerting was read again");
        ends("succeeded", "{\"runId\":\"run-7\",\"answer\":\"the disk is full\"}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hooks("the disk is full")).hasSize(1));
        assertThat(hooks("the disk is full").getFirst().get("body"))
                .contains("Analysis of Slow-", "\"severity\":\"warning\"", "\"notification_reason\":\"update\"");
    }

    @Test
    void alertWithoutSeverityIsNotLookedInto() {
        fires(",\"way\":\"hook\"");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hooks("first notification")).hasSize(1));

        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> kinds().isEmpty());
    }

    @Test
    void pageDoesNotWaitForAModelThatIsDownAndSaysThatThereIsNoAnalysis() {
        fires(",\"page\":\"yes\",\"severity\":\"warning\",\"way\":\"hook\"");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(hooks("first notification")).hasSize(1));

        await().atMost(SOON).untilAsserted(() -> assertThat(kinds()).contains("investigation-asked"));
        ends("failed", "{}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hooks("No analysis of Slow-")).hasSize(1));
        assertThat(hooks("No analysis of Slow-").getFirst().get("body")).contains("no model answers");
        asAda().body("{}").post(alert() + "/escalate").then().statusCode(200);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(hooks("No analysis: no model answers")).isNotEmpty());
    }

    @Test
    void agentThatNeverAnswersIsSaidToHaveSaidNothing() {
        fires(",\"severity\":\"critical\",\"way\":\"hook\"");
        await().atMost(SOON).untilAsserted(() -> assertThat(kinds()).contains("investigation-asked"));
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        update investigation set asked_at = asked_at - interval '10 minutes' where incident_id in (
                            select incident_id from incident_alert where labels like :case)
                        """).bind("case", "%" + thisCase + "%").execute());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(kinds()).contains("no-analysis"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hooks("did not answer within")).hasSize(1));
    }

    @Test
    void pageSaysThatThereIsNoAnalysisWhenTheBudgetIsUsedUp() {
        jdbi.useHandle(handle -> handle.execute("""
                with used as (
                    insert into incident (id, policy, labels, opened_at, closed_at, state)
                    select gen_random_uuid(), 'used up', n::text, now(), now(), 'closed' from generate_series(1, 500) n
                    returning id)
                insert into investigation (operation_id, incident_id, asked_at, ended_at)
                select id::text, id, now(), now() from used
                """));
        try {
            fires(",\"page\":\"yes\",\"severity\":\"critical\",\"way\":\"patient\"");
            await().atMost(SOON).untilAsserted(() -> assertThat(kinds()).contains("not-investigated"));
            jdbi.useHandle(handle -> handle.createUpdate(
                            "update alert_group set next_flush_at = now() where group_key like :case")
                    .bind("case", "%" + thisCase + "%")
                    .execute());

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(hooks("first notification")).hasSize(1));
            assertThat(hooks("first notification").getFirst().get("body"))
                    .contains("\"analysis\":\"No analysis: the agent was asked as often");
            noPolicyIsAskedAboutEither();
        } finally {
            jdbi.useHandle(handle -> handle.execute("delete from incident where policy = 'used up'"));
        }
    }

    private void noPolicyIsAskedAboutEither() {
        newCase();
        fires(",\"severity\":\"warning\",\"way\":\"hook\"");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hooks("first notification")).hasSize(1));
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> kinds().isEmpty());
    }
}
