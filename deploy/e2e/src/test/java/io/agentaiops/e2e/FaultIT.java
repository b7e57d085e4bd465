package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes are killed in the middle of the work; the work ends rightly all the same. */
@Order(90)
class FaultIT {

    private static final String DISK = "The disk of a server is filling up, what do I do?";

    private final Stack stack = Stack.get();

    @ParameterizedTest
    @ValueSource(strings = {"agent-gateway", "tool-runner", "kafka", "postgres"})
    void aRunGoesOnAfterAProcessWasKilledAndNoToolRunsTwice(String victim) {
        String id = stack.api()
                .post("/api/v1/queries", Map.of("text", DISK, "mode", "runbook"))
                .json()
                .get("runId")
                .asText();

        stack.kill(victim);
        stack.up();

        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(() -> {
            JsonNode run = stack.api().get("/api/v1/runs/" + id).json();
            assertThat(run.get("state").asText()).isEqualTo("succeeded");
            assertThat(AskIT.step(run, "df -h").get("state").asText()).isEqualTo("succeeded");
        });
        assertThat(resultsByCall(id))
                .isNotEmpty()
                .allSatisfy((call, events) -> assertThat(events).as(call).hasSize(1));
    }

    /** Ids of the result events of each call; a redelivered event counts once. */
    private Map<String, Set<String>> resultsByCall(String runId) {
        return new Bus(stack.kafka())
                .read("aiops.tool-results", value -> value.contains(runId)).stream()
                        .collect(Collectors.groupingBy(
                                record ->
                                        Json.parse(record.value()).get("callId").asText(),
                                Collectors.mapping(record -> Bus.header(record, "ce_id"), Collectors.toSet())));
    }

    @Test
    void theFailoverExerciseLosesNothingElseAndIsWrittenDown() {
        Cli.Result result = stack.aiops("failover", "tool-runner", "--for", "2", "--led-by", "ada");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(stack.api().get("/api/v1/compliance/exercises").body()).contains("tool-runner", "ada");
    }

    @Test
    void aRebuildOfTheIndexGoesOnWhereItWasAfterItsProcessWasKilled() {
        JsonNode build = stack.api()
                .post("/api/v1/knowledge/rebuild?force=true", Map.of())
                .json();
        int done = await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> knowledge().at("/rebuild/done").asInt(), documents -> documents > 0);

        stack.kill("rag-indexer");
        stack.up();

        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> {
            assertThat(knowledge().at("/rebuild/state").asText()).isEqualTo("ACTIVE");
            assertThat(knowledge().get("state").asText()).isEqualTo("ready");
        });
        JsonNode after = knowledge();
        assertThat(after.get("index")).isEqualTo(build.get("index"));
        assertThat(after.at("/rebuild/done")).isEqualTo(after.at("/rebuild/total"));
        assertThat(embedded())
                .as(
                        "passages embedded after the kill; each of the %d documents before it had one at least: %s",
                        done, after)
                .isLessThanOrEqualTo(after.get("chunks").asInt() - done);
        assertThat(stack.api().get("/api/v1/search?q=disk+is+filling+up").json().toString())
                .contains("troubleshooting/disk-filling-up.md");
    }

    private JsonNode knowledge() {
        return stack.api().get("/api/v1/knowledge/status").json();
    }

    /** Since the process of rag-indexer started. */
    private int embedded() {
        return new Api("http://127.0.0.1:" + (stack.api().port() + 2), "")
                .get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("aiops_rag_indexer_chunks_embedded_total"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aQuestionWhileSearchIsDownFailsHonestlyOrAnswersAndTheNextOneWorks() {
        for (int i = 0; i < 20; i++) {
            upload("comets/" + i + ".md");
        }
        stack.kill("opensearch");
        upload("comets/late.md");

        JsonNode run = stack.api().ask(DISK, "runbook");
        assertThat(run.get("state").asText()).isIn("failed", "succeeded");
        assertThat(run.toString()).containsIgnoringCase("search");

        stack.up();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(stack.api()
                                .ask(DISK, "runbook")
                                .get("citations")
                                .get(0)
                                .get("documentId")
                                .asText())
                        .isEqualTo("troubleshooting/disk-filling-up.md"));
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(knowledge().get("pending").asInt()).isZero());
        assertThat(stack.api().get("/api/v1/search?q=comet+returns&k=30").json().toString())
                .contains("comets/19.md", "comets/late.md");
    }

    private void upload(String id) {
        Map<String, Object> document = Map.of("documentId", id, "content", "# Comet\n\nComet returns: " + id);
        assertThat(stack.api().post("/api/v1/documents", document).status()).isEqualTo(202);
    }
}
