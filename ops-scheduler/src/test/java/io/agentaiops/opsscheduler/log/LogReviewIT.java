package io.agentaiops.opsscheduler.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.operation.Arguments;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventbus.search.OpenSearchAccess;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.log.LogRecorded;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogReviewIT {

    private final LogArchive archive;
    private final OpenSearchClient client;
    private final LogBaseline baseline;
    private final OtherServices others;
    private final ObjectMapper json;

    LogReviewIT(
            LogArchive archive,
            OpenSearchClient client,
            LogBaseline baseline,
            OtherServices others,
            ObjectMapper json) {
        this.archive = archive;
        this.client = client;
        this.baseline = baseline;
        this.others = others;
        this.json = json;
    }

    @Test
    void logsOverTheBusAreReviewedByTemplate() {
        String word = "quark" + Ids.next().replaceAll("[^a-f]", "");
        others.say(new LogRecorded("tool-runner", "WARN", "a.B", word + " took 17 ms", null, null, Instant.now()));
        others.say(new LogRecorded("tool-runner", "WARN", "a.B", word + " took 5000 ms", null, null, Instant.now()));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(groups(review(Instant.now()), word))
                        .singleElement()
                        .satisfies(group -> assertThat(group)
                                .containsEntry("template", word + " took <*>")
                                .containsEntry("count", 2L)
                                .containsEntry("trend", "new")
                                .containsEntry("services", List.of("tool-runner"))));
    }

    @Test
    void newErrorFailsTheReviewAndAKnownOneDoesNot() throws IOException {
        Instant then = Instant.parse("2024-02-03T12:00:00Z");
        archive.store(List.of(entry("ERROR", "disk sda1 broke", then.minusSeconds(60))));

        Finding fresh =
                await().until(() -> review(then), finding -> finding.outcome() == OperationCompleted.Outcome.FAILED);
        archive.store(List.of(entry("ERROR", "disk sda1 broke", then.minus(Duration.ofHours(20)))));

        assertThat(fresh.summary()).contains("1 kinds of error are new, such as: disk sda1 broke");
        await().untilAsserted(() -> assertThat(review(then).outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED));
    }

    @Test
    void kindThatEarlierReviewsKnowIsNotNewAfterAQuietDay() throws IOException {
        Instant then = Instant.parse("2024-06-03T12:00:00Z");
        archive.store(List.of(entry("ERROR", "fuse of rack 7 blew", then.minusSeconds(60))));
        await().until(() -> review(then), finding -> finding.outcome() == OperationCompleted.Outcome.FAILED);
        Instant days = then.plus(Duration.ofDays(5));
        archive.store(List.of(entry("ERROR", "fuse of rack 12 blew", days.minusSeconds(60))));

        await().untilAsserted(() -> assertThat(groups(review(days), "fuse"))
                .singleElement()
                .satisfies(group -> assertThat(group)
                        .containsEntry("template", "fuse of rack <*> blew")
                        .containsEntry("trend", "steady")));
        assertThat(review(days).outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
    }

    @Test
    @SuppressWarnings("unchecked")
    void kindsThatRoseAndThatVanishedAreNamedWithAnExample() throws IOException {
        Instant then = Instant.parse("2024-07-03T12:00:00Z");
        List<LogEntry> entries = new java.util.ArrayList<>();
        for (int i = 0; i < 12; i++) {
            entries.add(entry("WARN", "retry " + i + " of the mirror", then.minusSeconds(60 + i)));
            entries.add(entry("WARN", "heartbeat of node " + i + " late", then.minus(Duration.ofHours(20))));
        }
        entries.add(entry("WARN", "retry 3 of the mirror", then.minus(Duration.ofHours(20))));
        archive.store(entries);

        await().untilAsserted(() -> {
            Finding finding = review(then);
            assertThat(groups(finding, "mirror"))
                    .singleElement()
                    .satisfies(group -> assertThat(group).containsEntry("trend", "rising"));
            assertThat((List<Map<String, Object>>) finding.evidence().get("vanished"))
                    .singleElement()
                    .satisfies(gone -> {
                        assertThat(gone).containsEntry("earlier", 12L);
                        assertThat(String.valueOf(gone.get("example"))).startsWith("heartbeat of node");
                    });
            assertThat(finding.summary()).contains("1 rising, 1 vanished");
        });
    }

    @Test
    void sameEntryStoredTwiceCountsOnce() throws IOException {
        Instant then = Instant.parse("2024-05-03T12:00:00Z");
        LogEntry entry = entry("WARN", "twice told", then.minusSeconds(60));

        archive.store(List.of(entry, entry));
        archive.store(List.of(entry));

        await().untilAsserted(() -> assertThat(groups(review(then), "twice"))
                .singleElement()
                .satisfies(group -> assertThat(group).containsEntry("count", 1L)));
    }

    @Test
    void quietNightIsSaidSo() {
        assertThat(review(Instant.parse("2001-01-01T00:00:00Z")).summary()).isEqualTo("No warnings or errors in 15h");
    }

    @Test
    void reviewWithoutOpenSearchFailsHonestly() {
        OpenSearchClient nowhere = new OpenSearchClient(
                new LogConfig() {
                    @Override
                    public List<String> hosts() {
                        return List.of("127.0.0.1:1");
                    }

                    @Override
                    public java.util.Optional<List<String>> follow() {
                        return java.util.Optional.empty();
                    }

                    @Override
                    public java.util.Optional<String> host() {
                        return java.util.Optional.empty();
                    }

                    @Override
                    public Duration followEvery() {
                        return Duration.ofSeconds(1);
                    }

                    @Override
                    public Duration timeout() {
                        return Duration.ofSeconds(2);
                    }
                },
                OpenSearchAccess.of(Map.of()),
                json);

        Finding finding = new LogReview(nowhere, baseline, Clock.systemUTC()).perform(operation(Map.of()));

        assertThat(finding.outcome()).isEqualTo(OperationCompleted.Outcome.FAILED);
        assertThat(finding.summary()).contains("OpenSearch at 127.0.0.1:1 does not answer");
    }

    private Finding review(Instant now) {
        return new LogReview(client, baseline, Clock.fixed(now, ZoneOffset.UTC))
                .perform(operation(Map.of("window", "15h")));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> groups(Finding finding, String word) {
        return ((List<Map<String, Object>>) finding.evidence().getOrDefault("groups", List.of()))
                .stream()
                        .filter(group -> String.valueOf(group.get("template")).contains(word))
                        .toList();
    }

    private static LogEntry entry(String level, String message, Instant at) {
        return new LogEntry(Ids.next(), "tool-runner", level, "a.B", message, null, null, at);
    }

    private static Operation operation(Map<String, Object> arguments) {
        return new Operation("step", "run", Capability.LOGS_REVIEW, new Arguments(arguments), "ada", Instant.now());
    }
}
