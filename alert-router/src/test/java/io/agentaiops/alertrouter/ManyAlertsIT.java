package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More alerts than are looked at in one go. */
@QuarkusTest
class ManyAlertsIT {

    private static final int ALERTS = 4_500;
    private static final int AT_ONCE = 500;

    private final AlertStore alerts;

    ManyAlertsIT(AlertStore alerts) {
        this.alerts = alerts;
    }

    @Test
    void everyAlertIsPassedByOnceAndCountedOnce() {
        String storm = Ids.next();
        post(storm, Instant.now().plusSeconds(300));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lasting(storm))
                        .hasSize(ALERTS)
                        .doesNotHaveDuplicates()
                        .isSorted());
        assertThat(asAda().body("{\"matchers\": [\"storm=\\\"" + storm + "\\\"\"]}")
                        .post("/api/v1/silences/preview")
                        .jsonPath()
                        .getInt("alerts"))
                .isEqualTo(ALERTS);

        post(storm, Instant.now());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lasting(storm)).isEmpty());
    }

    private static void post(String storm, Instant end) {
        for (int from = 0; from < ALERTS; from += AT_ONCE) {
            asPrometheus()
                    .body(batch(storm, from, end))
                    .post("/api/v2/alerts")
                    .then()
                    .statusCode(200);
        }
    }

    private List<String> lasting(String storm) {
        List<String> fingerprints = new ArrayList<>();
        alerts.eachLasting(
                Instant.now(),
                some -> some.stream()
                        .filter(alert ->
                                storm.equals(alert.alert().labels().values().get("storm")))
                        .map(StoredAlert::fingerprint)
                        .forEach(fingerprint -> fingerprints.add(fingerprint.value())));
        return fingerprints;
    }

    private static String batch(String storm, int from, Instant end) {
        return IntStream.range(from, from + AT_ONCE)
                .mapToObj(n -> """
                        {"labels": {"alertname": "Storm", "way": "muted", "storm": "%s", "n": "%d"},
                         "startsAt": "%s", "endsAt": "%s"}""".formatted(storm, n, end.minusSeconds(600), end))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
