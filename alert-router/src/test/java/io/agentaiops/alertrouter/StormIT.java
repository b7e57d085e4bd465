package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static io.agentaiops.alertrouter.TestReceivers.mails;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many alerts at once, what suppresses others, and every receiver with its templates. */
@QuarkusTest
class StormIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Jdbi jdbi;

    private String thisCase = "";

    @BeforeEach
    void newCase() {
        thisCase = Ids.next();
    }

    private void post(String alerts) {
        asPrometheus().body(alerts).post("/api/v2/alerts").then().statusCode(200);
    }

    private String alert(String labels) {
        return "{\"labels\":{\"alertname\":\"Storm\",\"case\":\"%s\",%s},\"annotations\":{\"summary\":\"a <b> & c\"}}"
                .formatted(thisCase, labels);
    }

    private int waiting() {
        Integer rows = jdbi.withHandle(handle -> handle.createQuery("select count(*) from alert_journal")
                .mapTo(Integer.class)
                .one());
        return rows;
    }

    private RequestSpecification ofThisCase() {
        return asAda().queryParam("filter", "case=\"" + thisCase + "\"");
    }

    private int shown() {
        return ofThisCase().get("/api/v2/alerts").jsonPath().getList("$").size();
    }

    @Test
    void stormGoesThroughTheJournalAndNothingOfItStaysThereOrIsLost() {
        String storm = IntStream.range(0, 700)
                .mapToObj(number -> alert("\"way\":\"hook\",\"n\":\"" + number + "\""))
                .collect(Collectors.joining(",", "[", "]"));

        post(storm);
        // Of the same alert what came later must hold, whichever way it took.
        post("["
                + alert("\"way\":\"hook\",\"n\":\"0\"")
                        .replace(
                                "\"annotations\"",
                                "\"endsAt\":\"2026-01-01T00:00:00Z\",\"startsAt\":\"2025-01-01T00:00:00Z\",\"annotations\"")
                + "]");

        await().atMost(SOON).untilAsserted(() -> assertThat(shown()).isBetween(699, 700));
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isZero());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).isNotEmpty());
    }

    @Test
    void sourceKeepsItsTargetsFromBeingToldOfUntilItEnds() {
        post("[" + alert("\"way\":\"patient\",\"role\":\"source\"") + ","
                + alert("\"way\":\"hook\",\"role\":\"target\"") + "]");

        ofThisCase()
                .queryParam("filter", "role=target")
                .get("/api/v2/alerts")
                .then()
                .body("$", hasSize(1))
                .body("[0].status.state", equalTo("suppressed"))
                .body("[0].status.inhibitedBy", hasSize(1));
        ofThisCase()
                .queryParam("inhibited", "false")
                .get("/api/v2/alerts")
                .then()
                .body("$", hasSize(1));
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).isEmpty());

        String end = alert("\"way\":\"patient\",\"role\":\"source\"")
                .replace("\"annotations\"", "\"endsAt\":\"" + java.time.Instant.now() + "\",\"annotations\"");
        post("[" + end + "]");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
    }

    @Test
    void mutedRouteTellsNobodyAndTheGroupSaysWhy() {
        post("[" + alert("\"way\":\"muted\"") + "]");

        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).isEmpty());
        String groups = ofThisCase().get("/api/v2/alerts/groups").asString();
        assertThat(groups).contains("\"mutedBy\":[\"always\"]");
        assertThat(ofThisCase()
                        .queryParam("muted", "false")
                        .get("/api/v2/alerts/groups")
                        .asString())
                .isEqualTo("[]");
    }

    @Test
    void everyReceiverGetsItsOwnFormWithItsTemplatesFilled() {
        post("[" + alert("\"way\":\"templated\"") + "]");

        List<String> paths = List.of(
                "/slack",
                "/pagerduty",
                "/opsgenie/v2/alerts",
                "/teams",
                "/teamsv2",
                "/telegram/bottok:en/sendMessage",
                "/discord",
                "/sns",
                "/victorops/vkey/ops",
                "/webex",
                "/mattermost",
                "/api/v1/chat.postMessage");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(paths)
                        .allSatisfy(path ->
                                assertThat(requests(path, thisCase)).as(path).isNotEmpty()));
        assertThat(requests("/slack", thisCase).getFirst().get("body"))
                .contains("\"#" + thisCase + "\"", "FIRING Storm at night", "a <b> & c");
        assertThat(requests("/pagerduty", thisCase).getFirst().get("body"))
                .contains("\"event_action\":\"trigger\"", "\"routing_key\":\"key-of-pager\"", "\"num_firing\":\"1\"");
        assertThat(requests("/opsgenie/v2/alerts", thisCase).getFirst())
                .containsEntry("authorization", "GenieKey key-of-genie")
                .hasEntrySatisfying("body", body -> assertThat(body).contains("\"tags\":[\"a\",\"firing\"]"));
        assertThat(requests("/telegram/bottok:en/sendMessage", thisCase)
                        .getFirst()
                        .get("body"))
                .contains("\"chat_id\":-100200300", "&lt;b&gt;");
        assertThat(requests("/sns", thisCase).getFirst().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKID/");
        assertThat(requests("/webex", thisCase).getFirst()).containsEntry("authorization", "Bearer webex-secret-token");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mails("own subject " + thisCase))
                        .singleElement()
                        .asString()
                        .contains("<b>a &lt;b&gt; &amp; c</b>"));
    }

    @Test
    void receiverIsTestedAndWhatWasGivenUpIsSentAgain() {
        asAda().post("/api/v1/receivers/hook/test")
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].delivered", equalTo(true));
        asAda().post("/api/v1/receivers/nobody/test").then().statusCode(404).body("code", equalTo("receiver-unknown"));

        TestReceivers.failNext(thisCase, 4);
        post("[" + alert("\"way\":\"hook\"") + "]");
        String path = "items.find{it.groupKey.contains('" + thisCase + "')}";
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(asAda().get("/api/v1/notifications?limit=500")
                                .jsonPath()
                                .getString(path + ".state"))
                        .isEqualTo("dead"));
        String id = asAda().get("/api/v1/notifications?limit=500").jsonPath().getString(path + ".id");
        asAda().get("/api/v1/notifications/" + id + "/attempts")
                .then()
                .body("$", hasSize(4))
                .body("[0].outcome", equalTo("retried"))
                .body("[3].outcome", equalTo("dead"));

        asAda().post("/api/v1/notifications/" + id + "/retry").then().statusCode(202);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(asAda().get("/api/v1/notifications?limit=500")
                                .jsonPath()
                                .getString(path + ".state"))
                        .isEqualTo("delivered"));
        asAda().post("/api/v1/notifications/" + id + "/retry").then().statusCode(404);
    }

    @Test
    void oldApiIsGoneAndTheNewOneIsDescribed() {
        asAda().get("/api/v1/alerts").then().statusCode(410).body("status", equalTo("deprecated"));
        asAda().get("/api/v1/status").then().statusCode(410);
        asAda().get("/api/v2/swagger.json").then().statusCode(200).body("basePath", equalTo("/api/v2/"));
    }
}
