package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Somebody asks; documents and tools answer. */
@Order(10)
class AskIT {

    private static final String DISK = "The disk of a server is filling up, what do I do?";

    private final Stack stack = Stack.get();

    @Test
    void aQuestionIsAnsweredFromTheRunbookWithRealToolOutput() {
        JsonNode run = stack.api().ask(DISK, "runbook");

        assertThat(run.get("state").asText()).isEqualTo("succeeded");
        assertThat(run.get("mode").asText()).isEqualTo("runbook");
        assertThat(run.get("citations").get(0).get("documentId").asText())
                .isEqualTo("troubleshooting/disk-filling-up.md");
        assertThat(run.get("citations").get(0).get("lines").asText()).matches("\\d+-\\d+");
        assertThat(run.get("citations").get(0).get("heading").asText()).isNotBlank();
        JsonNode df = step(run, "df -h");
        assertThat(df.get("state").asText()).isEqualTo("succeeded");
        assertThat(df.get("output").asText()).contains("Filesystem").contains("%");
        assertThat(df.get("sandbox").asText()).isNotBlank();
    }

    @Test
    void whatChangesSomethingIsOfferedForApprovalAndNotRun() {
        JsonNode run = stack.api().ask(DISK, "runbook");

        JsonNode vacuum = step(run, "journalctl --vacuum-size=500M");
        assertThat(vacuum.get("state").asText()).isEqualTo("waiting-approval");
        assertThat(stack.api().get("/api/v1/approvals?state=pending").body()).contains("journalctl --vacuum-size=500M");
    }

    @Test
    void theToolCallTravelsAsEvents() {
        JsonNode run = stack.api().ask(DISK, "runbook");
        String id = run.get("id").asText();
        Bus bus = new Bus(stack.kafka());

        assertThat(bus.read("aiops.tool-calls", value -> value.contains(id))).isNotEmpty();
        assertThat(bus.read("aiops.tool-results", value -> value.contains(id)))
                .isNotEmpty()
                .allSatisfy(
                        record -> assertThat(Bus.header(record, "ce_source")).isEqualTo("/aiops/tool-runner"));
    }

    @Test
    void askingWithoutWaitingIsAcceptedAndCanBeFollowed() {
        Api.Answer accepted = stack.api().post("/api/v1/queries", Map.of("text", DISK));

        assertThat(accepted.status()).isEqualTo(202);
        String id = accepted.json().get("runId").asText();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(stack.api()
                                .get("/api/v1/runs/" + id)
                                .json()
                                .get("state")
                                .asText())
                        .isEqualTo("succeeded"));
        List<String> events = Api.events(stack.api().follow("/api/v1/runs/" + id + "/events"));
        assertThat(events).contains("run", "step", "citation").endsWith("done");
    }

    @Test
    void aBrokenStreamResumesAfterTheLastEventSeen() {
        String id = stack.api().ask(DISK, "runbook").get("id").asText();
        List<String> all = ids(stack.api().follow("/api/v1/runs/" + id + "/events"));

        List<String> rest = ids(stack.api().follow("/api/v1/runs/" + id + "/events", "Last-Event-ID", all.get(2)));

        assertThat(rest).containsExactlyElementsOf(all.subList(3, all.size()));
    }

    @Test
    void theModelAnswersWhileOllamaDoesAndTheRunbooksDoOtherwise() {
        stack.ollama().up(true);
        try {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                JsonNode run = stack.api().ask("How full are the disks?", "auto");
                assertThat(run.get("mode").asText()).isEqualTo("model");
                assertThat(run.get("model").asText()).startsWith("scripted");
                assertThat(run.get("answer").asText()).contains("file systems are listed above");
                assertThat(step(run, "df -h").get("output").asText()).contains("Filesystem");
            });
            List<String> events = Api.events(
                    stack.api().stream("/api/v1/queries", "{\"text\":\"How full are the disks?\",\"mode\":\"model\"}"));
            assertThat(events).contains("token", "step").endsWith("done");
        } finally {
            stack.ollama().up(false);
        }
        JsonNode afterwards = stack.api().ask(DISK, "auto");
        assertThat(afterwards.get("mode").asText()).isEqualTo("runbook");
    }

    @Test
    void theCommandLineShowsStepsAnswerAndSources() {
        Cli.Result result = stack.aiops("ask", DISK);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("df -h")
                .contains("disk-filling-up.md")
                .containsIgnoringCase("no model");
    }

    static JsonNode step(JsonNode run, String command) {
        for (JsonNode step : run.get("steps")) {
            if (step.path("arguments").path("command").asText().equals(command)) {
                return step;
            }
        }
        throw new AssertionError("no step runs " + command + ": " + run.get("steps"));
    }

    private static List<String> ids(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("id:"))
                .map(line -> line.substring(3).strip())
                .toList();
    }
}
