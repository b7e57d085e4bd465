package io.agentaiops.opsscheduler.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.opsscheduler.capacity.MetricHistory.Hour;
import io.agentaiops.opsscheduler.capacity.MetricHistory.Samples;
import io.agentaiops.opsscheduler.testing.Operations;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CapacityForecastIT {

    private static final Instant NOW = Instant.parse("2031-03-01T00:00:00Z");

    private final MetricHistory history;
    private final MetricRecorder recorder;
    private final OtherServices others;

    CapacityForecastIT(MetricHistory history, MetricRecorder recorder, OtherServices others) {
        this.history = history;
        this.recorder = recorder;
        this.others = others;
    }

    @Test
    @SuppressWarnings("unchecked")
    void diskThatFillsUpWithinTheNoticeFailsTheStepWithItsDate() {
        Map<Hour, Samples> hours = new HashMap<>();
        for (int hour = 0; hour < 30 * 24; hour++) {
            Instant at = NOW.minus(Duration.ofHours(30 * 24L - hour));
            hours.put(new Hour("host.disk.free{host=t,mount=/full}", at), Samples.of(60 - hour / 24.0));
            hours.put(new Hour("host.disk.free{host=t,mount=/calm}", at), Samples.of(60));
        }
        history.add(hours);

        Finding finding = new CapacityForecast(history, Clock.fixed(NOW, ZoneOffset.UTC))
                .perform(Operations.of(Capability.CAPACITY_FORECAST, Map.of("window", "90d", "notice", "60d")));

        assertThat(finding.outcome()).isEqualTo(OperationCompleted.Outcome.FAILED);
        assertThat(finding.summary())
                .contains("mount=/full")
                .contains("on 2031-03-2")
                .doesNotContain("/calm");
        assertThat((List<Map<String, Object>>) finding.evidence().get("charts")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void metricsOfTheBusAreKeptByHour() {
        Instant at = Instant.parse("2032-01-01T10:20:00Z");
        others.say(new MetricSampled("storage.index.size", 10, "bytes", Map.of("test", "kept"), at));
        others.say(new MetricSampled("storage.index.size", 30, "bytes", Map.of("test", "kept"), at.plusSeconds(60)));

        await().untilAsserted(() -> {
            recorder.write();
            assertThat(history.since(at.truncatedTo(ChronoUnit.HOURS), List.of("storage.index.size")))
                    .containsKey("storage.index.size{test=kept}")
                    .extractingByKey("storage.index.size{test=kept}")
                    .satisfies(points -> assertThat(points)
                            .singleElement()
                            .satisfies(point -> assertThat(point.value()).isEqualTo(20)));
        });
    }
}
