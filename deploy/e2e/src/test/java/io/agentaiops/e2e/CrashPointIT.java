package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A service is killed at exactly the lines of the bus between which a kill could lose an event or double an effect. */
@Order(91)
class CrashPointIT {

    private static final String DISK = "The disk of a server is filling up, what do I do?";
    private static final String GROUP = "tool-runner.aiops.tool-calls";
    private static final Duration SOON = Duration.ofSeconds(90);

    private final Stack stack = Stack.get();
    private final Bus bus = new Bus(stack.kafka());
    private final Database database = new Database(stack);

    @Test
    void anEventCommittedAndNotYetSentIsSentOnceAfterAKill() throws InterruptedException {
        int port = stack.restartWithDebugger("agent-gateway");
        String run;
        try (Debugger debugger = Debugger.holdAt(port, "io.agentaiops.eventbus.outbox.OutboxRelay", "send")) {
            run = ask();
            debugger.awaitHeld();
            assertThat(database.count(
                            "select count(*) from agent_gateway.outbox where convert_from(data, 'UTF8') like ?",
                            "%" + run + "%"))
                    .isPositive();
            assertThat(accepted(run)).isEmpty();
            stack.kill("agent-gateway");
        }

        stack.up();

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> succeeded(run));
        assertThat(accepted(run)).hasSize(1);
    }

    @Test
    void anEffectWhoseOffsetWasNotCommittedIsNotRepeatedAfterAKill() throws InterruptedException {
        int port = stack.restartWithDebugger("tool-runner");
        String run;
        try (Debugger debugger = Debugger.holdAt(port, "io.agentaiops.eventbus.consumer.TopicLoop", "commit")) {
            run = ask();
            debugger.awaitHeld();
            await().atMost(SOON).untilAsserted(() -> assertThat(calls(run)).isPositive());
            ConsumerRecord<String, String> requested = requested(run).getFirst();
            assertThat(bus.committed(GROUP, requested))
                    .as("the offset of the call that was taken")
                    .isLessThanOrEqualTo(requested.offset());
            stack.kill("tool-runner");
        }

        stack.up();

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> succeeded(run));
        assertThat(calls(run)).as("calls taken").isEqualTo(requested(run).size());
        assertThat(resultsByCall(run))
                .isNotEmpty()
                .allSatisfy((call, events) -> assertThat(events).as(call).hasSize(1));
        ConsumerRecord<String, String> last = requested(run).getLast();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(bus.committed(GROUP, last)).isGreaterThan(last.offset()));
    }

    private String ask() {
        return stack.api()
                .post("/api/v1/queries", Map.of("text", DISK, "mode", "runbook"))
                .json()
                .get("runId")
                .asText();
    }

    private void succeeded(String id) {
        JsonNode run = stack.api().get("/api/v1/runs/" + id).json();
        assertThat(run.get("state").asText()).isEqualTo("succeeded");
    }

    private long calls(String run) {
        return database.count("select count(*) from tool_runner.tool_call where origin_id = ?", run);
    }

    private List<ConsumerRecord<String, String>> accepted(String run) {
        return bus.read("aiops.queries", value -> value.contains(run)).stream()
                .filter(record -> Bus.header(record, "ce_type").contains("accepted"))
                .toList();
    }

    private List<ConsumerRecord<String, String>> requested(String run) {
        return bus.read("aiops.tool-calls", value -> value.contains(run));
    }

    private Map<String, Set<String>> resultsByCall(String run) {
        return bus.read("aiops.tool-results", value -> value.contains(run)).stream()
                .collect(Collectors.groupingBy(
                        record -> Json.parse(record.value()).get("callId").asText(),
                        Collectors.mapping(record -> Bus.header(record, "ce_id"), Collectors.toSet())));
    }
}
