package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Fire drills through the real queue and channels. */
@QuarkusTest
class DrillIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static String hold(String drill) {
        return asAda().post("/api/v1/drills/" + drill + "/runs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static void ends(String run, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> asAda().get("/api/v1/drills/runs/" + run)
                        .then()
                        .statusCode(200)
                        .body("state", equalTo(state)));
    }

    @Test
    void drillPassesWhenEveryWayWorksAndWhoAnswersFirstIsKept() {
        String run = hold("all-well");

        ends(run, "passed");
        assertThat(requests("/hook", run)).hasSize(1);
        asAda().get("/api/v1/drills/runs/" + run)
                .then()
                .body("ways[0].channel", equalTo("webhook"))
                .body("ways[0].deliveredMs", greaterThanOrEqualTo(0))
                .body("acknowledgedAfterMs", nullValue());

        asAda().post("/api/v1/drills/runs/" + run + "/ack")
                .then()
                .statusCode(200)
                .body("acknowledgedBy", equalTo("ada"))
                .body("acknowledgedAfterMs", greaterThanOrEqualTo(0));
        asAda().get("/api/v1/drills/runs").then().body("items.id", hasItem(run));
    }

    @Test
    void wrongPasswordOfTheMailServerTurnsTheDrillRedAndTheOtherWaysTellOfIt() {
        String run = hold("wrong-password");

        ends(run, "failed");

        asAda().get("/api/v1/drills/runs/" + run)
                .then()
                .body("ways.find{it.channel=='email'}.state", equalTo("dead"))
                .body("ways.find{it.channel=='webhook'}.state", equalTo("delivered"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/sms-own", "failed: broken-mail/email"))
                        .isNotEmpty());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/drilled", "failed: broken-mail/email"))
                        .isNotEmpty());
        await().atMost(SOON)
                .untilAsserted(() -> asAda().queryParam("filter", "alertname=FireDrillFailed")
                        .get("/api/v2/alerts")
                        .then()
                        .body("labels.drill", hasItem("wrong-password")));
    }

    @Test
    void drillsAreShownAndUnknownOnesNamed() {
        asAda().get("/api/v1/drills").then().body("items.name", hasItems("all-well", "wrong-password"));
        asAda().post("/api/v1/drills/nothing/runs").then().statusCode(404).body("code", equalTo("drill-unknown"));
        asAda().get("/api/v1/drills/runs/00000000-0000-0000-0000-000000000000")
                .then()
                .statusCode(404);
    }
}
