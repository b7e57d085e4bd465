package io.agentaiops.eventbus;

import static io.agentaiops.eventbus.KafkaProbe.cloudEvent;
import static io.agentaiops.eventbus.KafkaProbe.header;
import static io.agentaiops.eventbus.KafkaProbe.read;
import static io.agentaiops.eventbus.KafkaProbe.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.probe.Probe;
import io.agentaiops.eventcontracts.EventHeaders;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.eventcontracts.query.RunProgressed;
import io.agentaiops.local.testing.EnginesTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = EnginesTestResource.class,
        restrictToAnnotatedClass = false,
        initArgs = @ResourceArg(name = "engines", value = "kafka,postgres"))
class BusIT {

    private static final String TYPE = "io.agentaiops.run.progressed.v1";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Probe probe;

    @Inject
    Outbox outbox;

    @Inject
    DirectPublisher direct;

    @Inject
    Audit audit;

    private String run = "";

    @BeforeEach
    void newRun() {
        run = Ids.next();
        probe.attempts.set(0);
    }

    @Test
    void eventsOfOneKeyArriveOnceAndInOrder() {
        probe.publish(run, 1, 1200, false);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(probe.effects(run))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 1200).boxed().toList()));
        await().atMost(SOON).untilAsserted(() -> assertThat(probe.outboxDepth()).isZero());
    }

    @Test
    void concurrentTransactionsLoseNothing() {
        List<String> runs = IntStream.range(0, 20).mapToObj(i -> run + "-" + i).toList();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            runs.forEach(id -> executor.execute(() -> {
                for (int number = 1; number <= 10; number++) {
                    probe.publish(id, number, number, false);
                }
            }));
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(runs)
                        .allSatisfy(id -> assertThat(probe.effects(id))
                                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L)));
    }

    @Test
    void aRolledBackTransactionSaysNothing() {
        assertThatThrownBy(() -> probe.publish(run, 1, 3, true)).hasMessage("rolled back");
        probe.publish(run, 4, 4, false);

        await().atMost(SOON).untilAsserted(() -> assertThat(probe.effects(run)).containsExactly(4L));
        assertThat(read(Topic.PROGRESS.address(), run)).hasSize(1);
    }

    @Test
    void publishingOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> outbox.publish(new RunProgressed(run, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside the transaction");
    }

    @Test
    void whatAProcessKilledAfterItsCommitLeftBehindIsSentByAnother() {
        probe.leaveInOutbox(Ids.next(), run, 7);

        await().atMost(SOON).untilAsserted(() -> assertThat(probe.effects(run)).containsExactly(7L));
    }

    @Test
    void anEventSentAgainAfterAKillBetweenSendAndDeleteHasNoSecondEffect() {
        String id = Ids.next();
        probe.leaveInOutbox(id, run, 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(probe.effects(run)).containsExactly(1L));

        probe.leaveInOutbox(id, run, 1);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(read(Topic.PROGRESS.address(), run)).hasSize(2));
        probe.publish(run, 2, 2, false);

        await().atMost(SOON).untilAsserted(() -> assertThat(probe.effects(run)).containsExactly(1L, 2L));
    }

    @Test
    void anEventThatViolatesItsSchemaBecomesADeadLetterWithTheReasonAndTheOthersGoOn() {
        send(
                Topic.PROGRESS.address(),
                run,
                "{\"runId\":\"x\",\"sequence\":\"three\"}",
                cloudEvent("bad-1" + run, TYPE));
        send(Topic.PROGRESS.address(), run, "{\"runId\":", cloudEvent("bad-2" + run, TYPE));
        send(Topic.PROGRESS.address(), run, "{\"runId\":\"x\",\"sequence\":1}", Map.of());
        send(Topic.PROGRESS.address(), run, "{\"runId\":\"x\",\"sequence\":1}", Map.of(EventHeaders.TYPE, TYPE));
        send(
                Topic.PROGRESS.address(),
                run,
                "{\"runId\":\"" + run + "\",\"sequence\":5}",
                cloudEvent("good" + run, TYPE));

        await().atMost(SOON).untilAsserted(() -> assertThat(probe.effects(run)).containsExactly(5L));
        List<ConsumerRecord<String, byte[]>> letters = read(Topic.PROGRESS.deadLetters(), run);
        assertThat(letters)
                .extracting(letter -> header(letter, EventHeaders.DEAD_LETTER_CODE))
                .containsExactly("schema-violation", "schema-violation", "not-an-event", "not-an-event");
        assertThat(header(letters.getFirst(), EventHeaders.DEAD_LETTER_REASON)).contains("sequence");
        assertThat(header(letters.getFirst(), EventHeaders.DEAD_LETTER_CONSUMER))
                .isEqualTo("ops-scheduler");
        assertThat(header(letters.getFirst(), EventHeaders.DEAD_LETTER_ORIGIN)).startsWith("aiops.progress/");
    }

    @Test
    void anEventOfAnUnknownTypeIsSkipped() {
        send(Topic.PROGRESS.address(), run, "{}", cloudEvent("new" + run, "io.agentaiops.run.sang.v9"));
        probe.publish(run, 1, 1, false);

        await().atMost(SOON).untilAsserted(() -> assertThat(probe.effects(run)).containsExactly(1L));
        assertThat(read(Topic.PROGRESS.deadLetters(), run)).isEmpty();
    }

    @Test
    void aRefusedEventBecomesADeadLetterAtOnceAndLeavesNoEffect() {
        probe.publish(run, Probe.REFUSED, Probe.REFUSED, false);
        probe.publish(run, 2, 2, false);

        await().atMost(SOON).untilAsserted(() -> assertThat(probe.effects(run)).containsExactly(2L));
        assertThat(read(Topic.PROGRESS.deadLetters(), run))
                .extracting(letter -> header(letter, EventHeaders.DEAD_LETTER_CODE))
                .containsExactly("rejected");
    }

    @Test
    void aHandlerThatKeepsFailingGivesTheEventUpAfterFiveAttempts() {
        probe.publish(run, Probe.ALWAYS_FAILS, Probe.ALWAYS_FAILS, false);
        probe.publish(run, 2, 2, false);

        await().atMost(SOON).untilAsserted(() -> assertThat(probe.effects(run)).containsExactly(2L));
        assertThat(probe.attempts).hasValue(5);
        assertThat(read(Topic.PROGRESS.deadLetters(), run))
                .extracting(letter -> header(letter, EventHeaders.DEAD_LETTER_REASON))
                .containsExactly("IllegalArgumentException: a fault of the handler");
    }

    @Test
    void anEventIsTriedUntilTheInfrastructureIsBack() {
        probe.publish(run, Probe.DATABASE_AWAY_SEVEN_TIMES, Probe.DATABASE_AWAY_SEVEN_TIMES, false);
        probe.publish(run, 2, 2, false);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(probe.effects(run)).containsExactly(Probe.DATABASE_AWAY_SEVEN_TIMES, 2L));
        assertThat(probe.attempts).hasValue(8);
        assertThat(read(Topic.PROGRESS.deadLetters(), run)).isEmpty();
    }

    @Test
    void samplesArriveInBatchesWithoutATransaction() {
        for (int i = 0; i < 50; i++) {
            direct.send(new MetricSampled("probe." + run, i, "count", Map.of(), Instant.now()));
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(probe.samples.stream()
                                .filter(sample -> sample.event().metric().equals("probe." + run))
                                .map(sample -> (int) sample.event().value()))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 50).boxed().toList()));
    }

    @Test
    void oneEventAtFaultDoesNotTakeItsBatchWithIt() {
        for (int i = 0; i < 20; i++) {
            direct.send(new MetricSampled("probe." + run, i, i == 7 ? Probe.POISON : "count", Map.of(), Instant.now()));
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(probe.samples.stream()
                                .filter(sample -> sample.event().metric().equals("probe." + run))
                                .map(sample -> (int) sample.event().value())
                                .distinct())
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20)
                                .filter(i -> i != 7)
                                .boxed()
                                .toList()));
        assertThat(read(Topic.METRICS.deadLetters(), "probe." + run))
                .extracting(letter -> header(letter, EventHeaders.DEAD_LETTER_REASON))
                .containsExactly("IllegalArgumentException: a fault of the handler");
    }

    @Test
    void everyReplicaHearsABroadcast() {
        probe.publish(run, 1, 1, false);

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(probe.live).anyMatch(event -> event.runId().equals(run)));
    }

    @Test
    void auditEventsAreRedacted() {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        "ada",
                        "tool.execute",
                        "curl -H 'Authorization: Bearer abcdefghijk'",
                        "denied",
                        Map.of("to", "a@b.example")));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(probe.audits).anySatisfy(event -> {
                    assertThat(event.resource()).isEqualTo("curl -H 'Authorization: Bearer [credential]'");
                    assertThat(event.details().get("to")).startsWith("[email:p").doesNotContain("a@b");
                }));
    }
}
