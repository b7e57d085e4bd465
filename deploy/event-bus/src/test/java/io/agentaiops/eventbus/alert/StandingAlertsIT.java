package io.agentaiops.eventbus.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.probe.Probe;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StandingAlertsIT {

    private static final Instant SINCE = Instant.parse("2026-11-22T03:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final StandingAlerts alerts;
    private final Probe probe;
    private final Jdbi jdbi;

    private String name = "";

    StandingAlertsIT(StandingAlerts alerts, Probe probe, Jdbi jdbi) {
        this.alerts = alerts;
        this.probe = probe;
        this.jdbi = jdbi;
    }

    @BeforeEach
    void newAlert() {
        name = Ids.next();
    }

    @Test
    void alertIsSaidAgainEachMinuteUntilItEnds() {
        publish(null);
        await().atMost(SOON).untilAsserted(() -> assertThat(said()).hasSize(1));
        alerts.repeat();
        aMinutePasses();
        alerts.repeat();

        await().atMost(SOON).untilAsserted(() -> assertThat(said()).hasSize(2));
        assertThat(said().getLast()).isEqualTo(said().getFirst());

        publish(SINCE.plusSeconds(600));
        aMinutePasses();
        alerts.repeat();
        publish(null);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(said())
                        .extracting(AlertRaised::endsAt)
                        .containsExactly(null, null, SINCE.plusSeconds(600), null));
    }

    @Test
    void replicasThatRepeatAtOnceSayItOnce() {
        publish(null);
        aMinutePasses();

        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                replicas.execute(alerts::repeat);
            }
        }
        publish(SINCE.plusSeconds(600));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(said())
                        .extracting(AlertRaised::endsAt)
                        .containsExactly(null, null, SINCE.plusSeconds(600)));
    }

    @Test
    void alertOfATransactionThatRolledBackDoesNotStand() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    alerts.publish(alert(null));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        aMinutePasses();
        alerts.repeat();
        publish(SINCE.plusSeconds(600));

        await().atMost(SOON).untilAsserted(() -> assertThat(said()).hasSize(1));
    }

    private void publish(@Nullable Instant endsAt) {
        QuarkusTransaction.requiringNew().run(() -> alerts.publish(alert(endsAt)));
    }

    private AlertRaised alert(@Nullable Instant endsAt) {
        return new AlertRaised(Map.of("alertname", name, "severity", "warning"), Map.of(), SINCE, endsAt, null);
    }

    private List<AlertRaised> said() {
        return probe.alerts.stream()
                .filter(alert -> name.equals(alert.labels().get("alertname")))
                .toList();
    }

    private void aMinutePasses() {
        jdbi.useHandle(handle -> handle.execute("update standing_alert set said_at = said_at - interval '61 seconds'"));
    }
}
