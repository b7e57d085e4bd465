package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.e2e.HttpRecorder.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * alert-router is killed, alone and beside a replica, and its engines are: nothing that was accepted is lost, and firing and
 * resolved are each told once. Told twice, and marked so, is only what a killed process had handed over without hearing the
 * answer.
 */
@Order(92)
class AlertFaultIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(10);

    private final Stack stack = Stack.get();
    private final String thisCase = UUID.randomUUID().toString();

    @Test
    void whatAKilledReplicaHadAcceptedAndClaimedIsToldByTheOtherWithinTenSeconds() {
        Replica other = Replica.of(stack, "alert-router", Duration.ZERO);
        try {
            await().atMost(SOON).until(other::isReady);
            holdBackAndKill("http://127.0.0.1:" + other.port(), other);
        } finally {
            other.kill();
            stack.up();
        }
    }

    private void holdBackAndKill(String address, Replica other) {
        // The receiver takes it and does not answer: claimed and not settled is what dies with the process.
        String hand = "in-hand" + thisCase;
        stack.hooks().holdBack(hand);
        other.pause();
        post(stack.alertRouter(), "in-hand", false);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(told("in-hand", "firing")).hasSize(1));
        other.resume();
        List<String> names = names("storm", 24);
        for (int i = 0; i < names.size(); i++) {
            post(i % 2 == 0 ? stack.alertRouter() : address, names.get(i), false);
        }

        stack.kill("alert-router");
        long killed = System.nanoTime();
        stack.hooks().letGo(hand);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(names)
                    .allSatisfy(name -> assertThat(told(name, "firing")).isNotEmpty());
            assertThat(told("in-hand", "firing")).hasSize(2);
        });
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(TAKEN_OVER);
        assertThat(told("in-hand", "firing").getLast().possibleDuplicate()).isTrue();

        List<String> all = Stream.concat(names.stream(), Stream.of("in-hand")).toList();
        all.forEach(name -> post(address, name, true));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(all)
                        .allSatisfy(name -> assertThat(told(name, "resolved")).isNotEmpty()));
        all.forEach(this::eachToldOnce);
    }

    @Test
    void alertsAcceptedBeforeAndAfterADatabaseAndABrokerWereKilledAreEachToldOnce() {
        List<String> before = names("before", 6);
        before.forEach(name -> post(stack.alertRouter(), name, false));

        stack.kill("postgres");
        assertThat(postStatus(stack.alertRouter(), "while-away", false)).isNotEqualTo(200);
        stack.up();
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> postStatus(stack.alertRouter(), "while-away", false) == 200);

        stack.kill("kafka");
        List<String> without = names("without-broker", 6);
        without.forEach(name -> post(stack.alertRouter(), name, false));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(without)
                        .allSatisfy(name -> assertThat(told(name, "firing")).isNotEmpty()));
        stack.up();

        before.forEach(name -> post(stack.alertRouter(), name, true));
        without.forEach(name -> post(stack.alertRouter(), name, true));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(before)
                    .allSatisfy(name -> assertThat(told(name, "resolved")).isNotEmpty());
            assertThat(without)
                    .allSatisfy(name -> assertThat(told(name, "resolved")).isNotEmpty());
        });
        before.forEach(this::eachToldOnce);
        without.forEach(this::eachToldOnce);
        await().atMost(SOON).untilAsserted(() -> assertThat(announced()).containsAll(without));
    }

    @Test
    void whatWaitedInAKilledRouterIsToldOnceWhenItIsBackAndItsSilencesHold() {
        List<String> waiting = names("waiting", 5);
        waiting.forEach(name -> assertThat(postStatus(stack.alertRouter(), name, "patient", false))
                .isEqualTo(200));
        String silence = silence("hushed");
        post(stack.alertRouter(), "hushed", false);
        assertThat(calls().stream().map(AlertFaultIT::alertName)).noneMatch(name -> name.startsWith("waiting"));

        stack.kill("alert-router");
        stack.up();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(waiting)
                        .allSatisfy(name -> assertThat(told(name, "firing")).isNotEmpty()));
        assertThat(told("hushed", "firing")).isEmpty();
        assertThat(new Api(stack.alertRouter(), stack.key())
                        .get("/api/v2/silence/" + silence)
                        .json()
                        .at("/status/state")
                        .asText())
                .isEqualTo("active");
        waiting.forEach(name -> postStatus(stack.alertRouter(), name, "patient", true));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(waiting)
                        .allSatisfy(name -> assertThat(told(name, "resolved")).isNotEmpty()));
        waiting.forEach(this::eachToldOnce);
    }

    private String silence(String name) {
        Instant now = Instant.now();
        return new Api(stack.alertRouter(), stack.key())
                .post(
                        "/api/v2/silences",
                        Map.of(
                                "matchers",
                                List.of(Map.of(
                                        "name",
                                        "alertname",
                                        "value",
                                        name + thisCase,
                                        "isRegex",
                                        false,
                                        "isEqual",
                                        true)),
                                "startsAt",
                                now.toString(),
                                "endsAt",
                                now.plusSeconds(3_600).toString(),
                                "createdBy",
                                "e2e",
                                "comment",
                                "survives a kill"))
                .json()
                .path("silenceID")
                .asText();
    }

    /** Firing and resolved, once each; a second time only as the marked repetition of the same notification. */
    private void eachToldOnce(String name) {
        Map<String, List<Call>> byKey = new TreeMap<>(calls().stream()
                .filter(call -> alertName(call).equals(name + thisCase))
                .collect(Collectors.groupingBy(Call::idempotencyKey)));
        assertThat(byKey).as("notifications about " + name).hasSize(2);
        assertThat(byKey.values()).allSatisfy(attempts -> {
            assertThat(attempts).hasSizeLessThanOrEqualTo(2);
            assertThat(attempts.stream().filter(call -> !call.possibleDuplicate()))
                    .as("first attempts")
                    .hasSizeLessThanOrEqualTo(1);
        });
        assertThat(byKey.values().stream().map(List::getFirst).map(AlertFaultIT::status))
                .containsExactlyInAnyOrder("firing", "resolved");
    }

    private List<Call> told(String name, String status) {
        return calls().stream()
                .filter(call ->
                        alertName(call).equals(name + thisCase) && status(call).equals(status))
                .toList();
    }

    private List<Call> calls() {
        return stack.hooks().calls("/counted").stream()
                .filter(call -> call.body().contains(thisCase))
                .toList();
    }

    private static String alertName(Call call) {
        return Json.parse(call.body()).at("/groupLabels/alertname").asText();
    }

    private static String status(Call call) {
        return Json.parse(call.body()).get("status").asText();
    }

    private List<String> announced() {
        return new Bus(stack.kafka())
                .read("aiops.alerts", value -> value.contains(thisCase)).stream()
                        .map(event -> Json.parse(event.value()))
                        .map((JsonNode event) -> event.at("/labels/alertname").asText())
                        .map(name -> name.replace(thisCase, ""))
                        .distinct()
                        .toList();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i + "-").toList();
    }

    private void post(String address, String name, boolean over) {
        assertThat(postStatus(address, name, over)).isEqualTo(200);
    }

    private int postStatus(String address, String name, boolean over) {
        return postStatus(address, name, "counted", over);
    }

    private int postStatus(String address, String name, String watch, boolean over) {
        Instant now = Instant.now();
        return new Api(address, stack.key())
                .post(
                        "/api/v2/alerts",
                        List.of(Map.of(
                                "labels", Map.of("alertname", name + thisCase, "watch", watch),
                                // One that began before its group's wait was over is told of at once.
                                "startsAt",
                                        now.minusSeconds(watch.equals("patient") && !over ? 0 : 30)
                                                .toString(),
                                "endsAt", (over ? now : now.plusSeconds(600)).toString())))
                .status();
    }
}
