package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Emergency runbooks against real faults: a process that was stopped, a full disk, a hogged processor, a failing tool. */
@Order(45)
class EmergencyIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OLLAMA = "ollama-service-failure";
    private static final String PRINTER = "printer-on-fire";
    private static final String PERFORMANCE = "memory-performance-issues";

    private final Stack stack = Stack.get();

    @Test
    void stoppedProcessIsLookedAtAtOnceItsRestartWaitsForAPersonAndNextLevelsAreCalled()
            throws IOException, InterruptedException {
        int port = FreePorts.any();
        Process service = serve(port);
        Path document = stack.documents().resolve("emergency/" + OLLAMA + ".md");
        String written = Files.readString(document);
        Files.writeString(document, written.replace("localhost:11434", "localhost:" + port));
        try {
            await().atMost(SOON)
                    .until(
                            () -> stack.api()
                                    .get("/api/v1/procedures/" + OLLAMA)
                                    .body(),
                            body -> body.contains(":" + port));
            service.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            Instant since = Instant.now();
            alert("OllamaDown", since, null);

            JsonNode waiting = await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> newest(OLLAMA), run -> text(run, "state").equals("waiting-approval"));
            assertThat(text(waiting, "trigger")).isEqualTo("alert");
            JsonNode asked = waiting.get("steps").get(0);
            assertThat(text(asked, "state")).isEqualTo("failed");
            assertThat(asked.toString()).contains("Failed to connect");
            JsonNode restart = step(waiting, "systemctl restart ollama");
            assertThat(text(restart, "state")).isEqualTo("waiting-approval");
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(alerts("EmergencyUnresolved")).contains("level-2"));

            // Who was called repairs it by hand, and says no to the restart.
            service = serve(port);
            deny(text(restart, "approvalId"));
            JsonNode ended = await().atMost(SOON)
                    .until(() -> newest(OLLAMA), run -> text(run, "state").equals("failed"));
            assertThat(text(restart(ended), "state")).isEqualTo("denied");
            assertThat(text(ended.get("steps").get(ended.get("steps").size() - 1), "state"))
                    .as(ended.toString())
                    .isEqualTo("succeeded");
            alert("OllamaDown", since, Instant.now());
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(alerts("EmergencyUnresolved")).doesNotContain("level-2"));
        } finally {
            service.destroyForcibly();
            Files.writeString(document, written);
        }
    }

    @Test
    void fullDiskIsFoundByItsRunbook() throws IOException, InterruptedException {
        // Not in the folder of the stack: a sandbox has a /tmp of its own.
        Path full = Files.createTempDirectory(Path.of("/var/tmp"), "aiops-full-");
        assumeThat(command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", full.toString()))
                .as("mounting needs root")
                .isZero();
        try {
            fill(full.resolve("dump"));

            // A sandbox that stood ready before the mount does not know it where mounts are private; the next one does.
            JsonNode step = await().atMost(SOON)
                    .until(
                            () -> firstStepOf("disk-filling-up"),
                            first -> text(first, "state").equals("failed"));
            assertThat(step.toString()).contains(full.toString()).contains("100%");
        } finally {
            command("umount", full.toString());
            Files.delete(full);
        }
    }

    private JsonNode firstStepOf(String procedure) {
        String run = start(procedure);
        JsonNode step = await().atMost(SOON)
                .until(
                        () -> detail(run).get("steps").get(0),
                        first -> List.of("succeeded", "failed").contains(text(first, "state")));
        cancel(run);
        return step;
    }

    @Test
    void hoggedProcessorIsFoundByTheRunbookThatItsAlertBegins() throws IOException {
        Process hog = new ProcessBuilder("yes")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Instant since = Instant.now();
        try {
            alert("HighCpuUsage", since, null);

            JsonNode step = await().atMost(SOON)
                    .ignoreExceptions()
                    .until(
                            () -> newest(PERFORMANCE).get("steps").get(2),
                            third -> text(third, "state").equals("succeeded"));
            assertThat(step.at("/evidence/output").asText()).contains("yes").contains(Long.toString(hog.pid()));
            JsonNode waiting = await().atMost(SOON)
                    .until(() -> newest(PERFORMANCE), run -> text(run, "state").equals("waiting-approval"));
            assertThat(text(waiting, "trigger")).isEqualTo("alert");
            cancel(text(waiting, "runId"));
        } finally {
            hog.destroyForcibly();
            alert("HighCpuUsage", since, Instant.now());
        }
    }

    @Test
    void failingToolStartsItsRunbookByItself() {
        String address = provider("http://127.0.0.1:" + FreePorts.any());
        try {
            for (int i = 0; i < 6; i++) {
                stack.api()
                        .post(
                                "/api/v1/tools/web_search/calls",
                                Map.of("arguments", Map.of("query", "no provider answers this " + i)));
            }

            JsonNode run = await().atMost(SOON)
                    .ignoreExceptions()
                    .until(
                            () -> newest("tool-execution-failures"),
                            found -> text(found, "trigger").equals("alert"));
            assertThat(alerts("ToolFailing")).contains("web_search");
            JsonNode first = await().atMost(SOON)
                    .until(
                            () -> detail(text(run, "runId")).get("steps").get(0),
                            step -> text(step, "state").equals("succeeded"));
            assertThat(first.toString()).contains("web_search");
        } finally {
            provider(address);
        }
    }

    @Test
    void agentThatIsAskedBeginsTheRunbookAndOffersTheRestart() {
        JsonNode run = stack.api().ask("Ollama does not answer any more, what do I do?", "runbook");

        assertThat(run.at("/citations/0/documentId").asText()).isEqualTo("emergency/" + OLLAMA + ".md");
        assertThat(text(AskIT.step(run, "df -h"), "state")).isEqualTo("succeeded");
        JsonNode restart = AskIT.step(run, "systemctl restart ollama");
        assertThat(text(restart, "state")).isEqualTo("waiting-approval");
    }

    @Test
    void agentStartsARunbookByItsToolForThoseWhoMay() throws IOException {
        Path document = stack.documents().resolve("emergency/" + PRINTER + ".md");
        Files.writeString(document, """
                ---
                id: printer-on-fire
                title: Printer on fire
                kind: emergency
                severity: warning
                ---
                ## 1. Look

                ```step
                run: df -h
                ```

                ## 2. Put it out

                ```step
                run: systemctl restart cups
                approval: required
                ```
                """);
        stack.ollama().up(true);
        try {
            NodeClient.awaitModel(stack);
            await().atMost(SOON)
                    .until(() ->
                            stack.api().get("/api/v1/procedures/" + PRINTER).status() == 200);
            String question = "Start the runbook " + PRINTER + ", please: the printer burns.";
            JsonNode refused = toolStep(as("viewer").ask(question, "model"));
            assertThat(text(refused, "state")).isEqualTo("denied");
            assertThat(text(refused, "reason")).contains("needs the role operator");
            assertThat(runsOf(PRINTER)).isEmpty();

            JsonNode started = toolStep(as("operator").ask(question, "model"));

            assertThat(text(started, "state")).as(started.toString()).isEqualTo("succeeded");
            assertThat(text(started, "output"))
                    .contains("'Printer on fire' has begun", "state: waiting-approval")
                    .contains("1. Look: succeeded", "Filesystem", "2. Put it out: waiting-approval");
            assertThat(runsOf(PRINTER)).hasSize(1);
            JsonNode run = newest(PRINTER);
            assertThat(text(run, "trigger")).isEqualTo("agent");
            assertThat(text(run, "principal")).isEqualTo("runbook-operator");
            assertThat(text(started, "output")).contains(text(run, "runId"));
            assertThat(text(step(run, "systemctl restart cups"), "approvalId")).isNotEmpty();
            cancel(text(run, "runId"));
        } finally {
            stack.ollama().up(false);
            Files.delete(document);
        }
    }

    private static JsonNode toolStep(JsonNode run) {
        for (JsonNode step : run.get("steps")) {
            if (text(step, "tool").equals("runbook_start")) {
                return step;
            }
        }
        throw new AssertionError("no runbook was asked for: " + run);
    }

    private JsonNode runsOf(String procedure) {
        return stack.api()
                .get("/api/v1/operations?limit=10&procedure=" + procedure)
                .json()
                .get("items");
    }

    /** Somebody with that role and no other. */
    private Api as(String role) {
        String name = "runbook-" + role;
        Api.Answer key = stack.api().post("/api/v1/keys", Map.of("name", name, "principal", name, "role", role));
        assertThat(key.status()).as(key.body()).isEqualTo(201);
        return new Api(stack.api().base(), text(key.json(), "key"));
    }

    /** Has the web searched at that address; answers where it was searched before. */
    private String provider(String address) {
        String providers = "/api/v1/tools/web_search/providers";
        String before = "";
        for (JsonNode provider : stack.api().get(providers).json()) {
            before = text(provider, "name").equals("duckduckgo") ? text(provider, "url") : before;
        }
        Map<String, Object> change = Map.of("name", "duckduckgo", "enabled", true, "url", address);
        Api.Answer answer = stack.api().put(providers, Map.of("providers", List.of(change)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return before;
    }

    /** A small server of its own process that answers as Ollama does. */
    private Process serve(int port) throws IOException {
        Path pages = Files.createTempDirectory("ollama-stand-in");
        Files.createDirectories(pages.resolve("api"));
        Files.writeString(pages.resolve("api/version"), "{\"version\": \"0.12.3\"}");
        Files.writeString(pages.resolve("api/tags"), "{\"models\": []}");
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/jwebserver")
                                .toString(),
                        "-b",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-d",
                        pages.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(SOON).until(() -> !FreePorts.isFree(port));
        return server;
    }

    private void alert(String name, Instant since, @Nullable Instant until) {
        Map<String, Object> alert = new HashMap<>(Map.of(
                "labels", Map.of("alertname", name, "severity", "critical", "host", "probe"),
                "annotations", Map.of("summary", "It is so"),
                "startsAt", since.toString()));
        if (until != null) {
            alert.put("endsAt", until.toString());
        }
        Api.Answer answer = new Api(stack.alertRouter(), stack.key()).post("/api/v2/alerts", List.of(alert));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private String alerts(String name) {
        return new Api(stack.alertRouter(), stack.key())
                .get("/api/v2/alerts?filter=alertname%3D%22" + name + "%22")
                .body();
    }

    private void deny(String approval) {
        Api.Answer answer = stack.api()
                .post("/api/v1/approvals/" + approval, Map.of("decision", "deny", "reason", "repaired by hand"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private String start(String procedure) {
        return text(
                stack.api()
                        .post("/api/v1/procedures/" + procedure + "/runs", Map.of())
                        .json(),
                "runId");
    }

    private void cancel(String run) {
        stack.api().post("/api/v1/operations/" + run + "/cancel", Map.of());
    }

    private JsonNode newest(String procedure) {
        return detail(stack.api()
                .get("/api/v1/operations?limit=1&procedure=" + procedure)
                .json()
                .at("/items/0/runId")
                .asText());
    }

    private JsonNode detail(String run) {
        return stack.api().get("/api/v1/operations/" + run).json();
    }

    private static JsonNode restart(JsonNode run) {
        return step(run, "systemctl restart ollama");
    }

    private static JsonNode step(JsonNode run, String command) {
        for (JsonNode step : run.get("steps")) {
            if (text(step, "command").equals(command)) {
                return step;
            }
        }
        throw new AssertionError("no step " + command + " in " + run);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            for (int i = 0; i < 1024; i++) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int command(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }
}
