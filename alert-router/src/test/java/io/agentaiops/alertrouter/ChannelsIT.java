package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What channels do beyond carrying a message: update it, bundle it, take another provider, keep to a limit, be clicked. */
@QuarkusTest
class ChannelsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private String thisCase = "";

    @BeforeEach
    void newCase() {
        thisCase = Ids.next();
    }

    private void post(String way, String more, Instant end) {
        asPrometheus()
                .body("[{\"labels\":{\"alertname\":\"Full\",\"way\":\"%s\",\"case\":\"%s\"%s},\"endsAt\":\"%s\"}]"
                        .formatted(way, thisCase, more, end))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);
    }

    private void fires(String way, String more) {
        post(way, more, Instant.now().plusSeconds(600));
    }

    @Test
    void slackMessageOfABotIsUpdatedAndAnotherOneComesAfterTheEnd() {
        fires("botted", ",\"n\":\"1\"");
        await().atMost(SOON).untilAsserted(() -> assertThat(posted()).hasSize(1));
        assertThat(posted().getFirst())
                .containsEntry("authorization", "Bearer xoxb-of-bot")
                .hasEntrySatisfying(
                        "body",
                        body -> assertThat(body)
                                .contains("\"channel\":\"#ops\"", "\"action_id\":\"acknowledge\"", "http://docs/Full"));

        asAda().body("{}")
                .post("/api/v1/alerts/" + fingerprint() + "/ack")
                .then()
                .statusCode(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(updated()).hasSize(1));
        assertThat(updated().getFirst().get("body"))
                .contains("(acknowledged by ada)")
                .doesNotContain("\"action_id\":\"acknowledge\"");

        fires("botted", ",\"n\":\"2\"");
        await().atMost(SOON).untilAsserted(() -> assertThat(updated()).hasSize(2));
        assertThat(updated().getLast().get("body"))
                .contains("\"channel\":\"C024BE91L\"", "\"ts\":\"1503435956.", "FIRING:2");

        post("botted", ",\"n\":\"1\"", Instant.now());
        post("botted", ",\"n\":\"2\"", Instant.now());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(updated().getLast().get("body")).contains("RESOLVED"));
        assertThat(updated().getLast().get("body")).doesNotContain("acknowledge");
        assertThat(posted()).hasSize(1);

        fires("botted", ",\"n\":\"3\"");
        await().atMost(SOON).untilAsserted(() -> assertThat(posted()).hasSize(2));
    }

    private String fingerprint() {
        return asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .path("[0].fingerprint");
    }

    private List<Map<String, String>> posted() {
        return requests("/slackapi/chat.postMessage", thisCase);
    }

    private List<Map<String, String>> updated() {
        return requests("/slackapi/chat.update", thisCase);
    }

    @Test
    void clickOnTheButtonInSlackAcknowledgesWhenSlackSignedIt() throws Exception {
        fires("patient", "");
        String alert = fingerprint();
        String body = "payload=" + URLEncoder.encode("""
                        {"type":"block_actions","user":{"id":"U1","username":"ada.l"},
                         "actions":[{"action_id":"acknowledge","value":"%s"}]}
                        """.formatted(alert), StandardCharsets.UTF_8);
        String now = Long.toString(Instant.now().getEpochSecond());

        assertThat(click(body, now, "v0=" + "0".repeat(64))).isEqualTo(403);
        String old = Long.toString(Instant.now().getEpochSecond() - 1_000);
        assertThat(click(body, old, signature(old, body))).isEqualTo(403);
        assertThat(asAda().get("/api/v1/alerts/" + alert + "/timeline").asString())
                .doesNotContain("acknowledged");

        assertThat(click(body, now, signature(now, body))).isEqualTo(200);

        asAda().get("/api/v1/alerts/" + alert + "/timeline")
                .then()
                .body("incident.state", equalTo("acknowledged"))
                .body("items.by", hasItem("slack:ada.l"));
        assertThat(click("payload=nonsense", now, signature(now, "payload=nonsense")))
                .isEqualTo(400);
    }

    private static int click(String body, String timestamp, String signature) {
        return given().contentType("application/x-www-form-urlencoded; charset=utf-8")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature)
                .body(body)
                .post("/api/v1/slack/actions")
                .statusCode();
    }

    private static String signature(String timestamp, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret-of-slack".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "v0="
                + HexFormat.of()
                        .formatHex(mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void textMessagesGoByTheNextProviderWhenOneFailsAndWhatFollowsGoesTogether() {
        fires("texted", ",\"severity\":\"critical\",\"n\":\"1\"");
        await().atMost(SOON).untilAsserted(() -> assertThat(texts()).hasSize(1));
        assertThat(texts().getFirst().get("body"))
                .contains("\"recipient\":\"+15550111\"", "\"sender\":\"ops\"", "[FIRING:1]");
        assertThat(requests("/sms-broken", "Body=")).isNotEmpty();

        for (int n = 2; n <= 5; n++) {
            fires("texted", ",\"severity\":\"critical\",\"n\":\"" + n + "\"");
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(texts().getLast().get("body")).contains("4 messages: "));
        assertThat(texts()).hasSize(2);
    }

    @Test
    void numberThatCannotBeReachedKeepsNoOtherFromItsTextAndNobodyGetsItTwice() {
        TestReceivers.refuse("To=%2B15550121");
        TestReceivers.failNext("To=%2B15550122", 2);

        fires("texted-all", ",\"severity\":\"critical\"");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(textsTo("%2B15550122")).hasSize(3));
        assertThat(textsTo("%2B15550121")).hasSize(1);
        assertThat(textsTo("%2B15550123")).hasSize(1);
        await().atMost(SOON)
                .untilAsserted(() -> asAda().get("/api/v1/notifications?receiver=texted-all")
                        .then()
                        .body("items.state", containsInAnyOrder("dead", "delivered", "delivered")));
    }

    private static List<Map<String, String>> textsTo(String number) {
        return requests("/sms-all", "To=" + number);
    }

    private List<Map<String, String>> texts() {
        return requests("/sms-own", thisCase);
    }

    @Test
    void receiverGetsNoMoreThanItsLimitAndTheRestLaterAndCriticalAtOnce() {
        Instant begin = Instant.now();
        for (int n = 1; n <= 5; n++) {
            fires("limited", ",\"n\":\"" + n + "\"");
        }
        fires("limited", ",\"n\":\"6\",\"severity\":\"critical\"");

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(requests("/limited", thisCase))
                        .anyMatch(request -> request.getOrDefault("body", "").contains("critical")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/limited", thisCase)).hasSize(6));

        // Two at once, then one every one and a half seconds.
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofSeconds(4));
        asAda().get("/api/v1/notifications?receiver=limited&state=delivered")
                .then()
                .body("items.attempts", everyItem(equalTo(1)));
    }

    @Test
    void deadLettersAreShownAndAllOfAReceiverAreSentAgain() {
        TestReceivers.failNext(thisCase, 4);
        fires("hook", "");
        await().atMost(SOON)
                .untilAsserted(() -> asAda().get("/api/v1/notifications?state=dead&receiver=hook")
                        .then()
                        .body("items.groupKey.join(' ').contains('" + thisCase + "')", equalTo(true))
                        .body("items.state", everyItem(equalTo("dead"))));

        asAda().post("/api/v1/notifications/retry?receiver=hook&since=1h")
                .then()
                .statusCode(200)
                .body("retried", greaterThanOrEqualTo(1));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(5));
        asAda().get("/api/v1/notifications?state=lost").then().statusCode(400);
        asAda().post("/api/v1/notifications/retry?since=soon").then().statusCode(400);
    }
}
