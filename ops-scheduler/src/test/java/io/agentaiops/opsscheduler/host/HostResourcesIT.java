package io.agentaiops.opsscheduler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.capacity.UsageHistory;
import io.agentaiops.opsscheduler.testing.Operations;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HostResourcesIT {

    private static final Instant MONDAY = Instant.parse("2033-03-07T09:30:00Z");
    private static final Map<String, Object> WEEK =
            Map.of("window", "7d", "cpu-below", "100.0", "memory-below", "100", "disk-free-above", "0");

    private final HostProbe probe;
    private final UsageHistory history;
    private final Jdbi jdbi;

    HostResourcesIT(HostProbe probe, UsageHistory history, Jdbi jdbi) {
        this.probe = probe;
        this.history = history;
        this.jdbi = jdbi;
    }

    @BeforeEach
    void forgetTheFuture() {
        jdbi.useHandle(
                handle -> handle.execute("delete from metric_hour where hour > ?", MONDAY.minus(Duration.ofDays(60))));
    }

    @Test
    void weekIsComparedWithTheWeekBeforeByWhatIsKept() {
        keep("host.cpu.usage", 7, 20, 60);
        keep("host.cpu.usage", 14, 10, 30);
        keep("host.memory.usage", 7, 50, 70);
        keep("host.memory.usage", 14, 40, 50);

        Finding finding = review();

        assertThat(finding.evidence())
                .containsEntry(
                        "inWindow",
                        Map.of(
                                "cpuUsedPercent", Map.of("mean", 24.0, "p95", 60.0),
                                "memoryUsedPercent", Map.of("mean", 52.0, "p95", 70.0)))
                .containsEntry(
                        "inWindowBefore",
                        Map.of(
                                "cpuUsedPercent", Map.of("mean", 12.0, "p95", 30.0),
                                "memoryUsedPercent", Map.of("mean", 41.0, "p95", 50.0)));
        assertThat(finding.summary())
                .contains("CPU in the window 24.0 % (95 % of hours below 60.0), in the one before 12.0 % (30.0)");
    }

    @Test
    void whatIsNotKeptIsSaidSo() {
        keep("host.cpu.usage", 7, 20, 60);

        assertThat(review().summary())
                .contains("nothing kept of the one before")
                .doesNotContain("memory in the window");
    }

    private Finding review() {
        return new HostResources(probe, history, Clock.fixed(MONDAY, ZoneOffset.UTC))
                .perform(Operations.of(Capability.HOST_RESOURCES, WEEK));
    }

    /** A week of hours, of which every tenth is a busy one. */
    private void keep(String metric, int daysAgo, double usual, double busy) {
        Instant from = Instant.parse("2033-03-07T10:00:00Z").minus(Duration.ofDays(daysAgo));
        jdbi.useHandle(handle -> {
            for (int hour = 0; hour < 160; hour++) {
                double value = hour % 10 == 0 ? busy : usual;
                handle.execute(
                        "insert into metric_hour (series, hour, low, high, total, samples) values (?, ?, ?, ?, ?, 360)",
                        metric + "{host=" + probe.name() + "}",
                        from.plus(Duration.ofHours(hour)),
                        value,
                        value,
                        value * 360);
            }
        });
    }
}
