package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What goes wrong reaches the people who must know. */
@Order(40)
class AlertIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Stack stack = Stack.get();

    @Test
    void aMetricAboveItsThresholdForItsTimeBecomesAMailAndASlackMessageButNoTextMessage() {
        Bus bus = new Bus(stack.kafka());
        String host = "probe-" + UUID.randomUUID();

        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            bus.publish(
                    "aiops.metrics",
                    "probe.load",
                    UUID.randomUUID().toString(),
                    "io.agentaiops.metric.sampled.v1",
                    Map.of(
                            "metric",
                            "probe.load",
                            "value",
                            97.5,
                            "unit",
                            "percent",
                            "labels",
                            Map.of("host", host),
                            "at",
                            Instant.now().toString()));
            assertThat(subjects()).anyMatch(subject -> subject.contains("ProbeLoadHigh"));
        });
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stack.hooks().calls("/slack"))
                        .anyMatch(call -> call.body().contains("ProbeLoadHigh")));
        assertThat(stack.hooks().calls("/sms")).noneMatch(call -> call.body().contains("ProbeLoadHigh"));
    }

    @Test
    void aCriticalAlertAsPrometheusPostsItReachesMailSlackSmsAndTheLiveStatus() {
        String name = "Disaster" + System.nanoTime();
        Queue<String> live = new ConcurrentLinkedQueue<>();
        Stream<String> events = stack.api().follow("/api/v1/status/events");
        Thread.ofVirtual().start(() -> events.forEach(live::add));

        Api.Answer posted = new Api(stack.alertRouter(), stack.key()).post("/api/v2/alerts", alert(name));

        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(subjects()).anyMatch(subject -> subject.contains(name)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stack.hooks().calls("/slack"))
                        .anyMatch(call -> call.body().contains(name)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stack.hooks().calls("/sms"))
                        .anyMatch(call -> call.body().contains(name)));
        await().atMost(SOON).untilAsserted(() -> assertThat(live).anyMatch(line -> line.contains(name)));
    }

    @Test
    void anAlertWithoutAKeyIsRefused() {
        Api.Answer answer = new Api(stack.alertRouter(), "").post("/api/v2/alerts", alert("Nobody"));

        assertThat(answer.status()).isEqualTo(401);
    }

    private static List<Map<String, Object>> alert(String name) {
        return List.of(Map.of(
                "labels", Map.of("alertname", name, "severity", "critical", "instance", "db1:9100"),
                "annotations", Map.of("summary", "everything is on fire"),
                "startsAt", Instant.now().toString(),
                "generatorURL", "http://prometheus.example/graph"));
    }

    private List<String> subjects() {
        return Stream.of(stack.mail().getReceivedMessages())
                .map(AlertIT::subject)
                .toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
