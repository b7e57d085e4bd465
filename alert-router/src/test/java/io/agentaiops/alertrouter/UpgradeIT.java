package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.agentaiops.local.testing.UpgradeProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What release 0.1.0 kept is served after the migrations of this one, and new alerts join it. */
@QuarkusTest
@TestProfile(UpgradeIT.FromRelease.class)
class UpgradeIT {

    public static final class FromRelease extends UpgradeProfile {
        @Override
        protected Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>(super.settings());
            for (String kind : new String[] {"notifications", "alerts", "silences", "incidents"}) {
                settings.put("aiops.retention." + kind, "36500d");
            }
            return settings;
        }
    }

    @Test
    void alertsSilencesAndNotificationsAreThere() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                asAda().get("/api/v2/alerts").jsonPath().getList("labels.alertname", String.class))
                        .contains("PumpStuck", "ValveLoose"));
        asAda().get("/api/v2/silence/01a20aa6-f641-729f-ac75-00f0d758e00b")
                .then()
                .statusCode(200)
                .body("comment", equalTo("Known, waits for the spare part"))
                .body("matchers.value", hasItem("ValveLoose"));
        assertThat(asAda().get("/api/v1/notifications?limit=500").jsonPath().getList("items"))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void newAlertsAreTakenBesideTheOldOnes() {
        asPrometheus()
                .body("[{\"labels\": {\"alertname\": \"AfterTheUpgrade\"}}]")
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asAda().get("/api/v2/alerts")
                        .then()
                        .body("labels.alertname", hasItems("AfterTheUpgrade", "PumpStuck")));
    }
}
