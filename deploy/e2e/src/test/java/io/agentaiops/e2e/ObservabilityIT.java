package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What deploy/observability asks of Prometheus, held against a platform that runs. */
@Order(86)
class ObservabilityIT {

    private static final Pattern METRIC = Pattern.compile("\\b(?:aiops|jvm|process|http_server|agroal)_[a-z0-9_]+");
    private static final Pattern SERIES = Pattern.compile("(?m)^([a-z0-9_]+)[ {]");
    private static final Pattern NAMED_IN_CODE = Pattern.compile("\"(aiops(?:[.-][a-z]+){2,})\"");
    private static final String SUFFIX = "_(total|seconds(_(count|sum|max|bucket))?|count|sum|max|bucket)$";
    private static final Path ROOT =
            Path.of(System.getProperty("aiops.root.dir")).toAbsolutePath();
    private static final Path FOLDER = ROOT.resolve("deploy/observability");

    @Test
    void rulesAndDashboardsAskOnlyForWhatTheServicesTellOf() {
        // What has not happened on this platform yet, such as a first dead letter, is at least named in the code.
        Set<String> told = told();
        Set<String> named = namedInCode();

        Set<String> unknown = asked().filter(
                        metric -> !told.contains(metric) && !named.contains(metric.replaceFirst(SUFFIX, "")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).isEmpty();
        assertThat(told)
                .contains("aiops_bus_consumer_lag", "aiops_bus_outbox_depth", "aiops_bus_partitions_waiting")
                .contains("aiops_tool_runner_queue_depth", "aiops_bus_events_dropped_total");
    }

    @Test
    void prometheusTakesItsConfigurationAndTheRulesFireWhenTheyShould() throws IOException, InterruptedException {
        Path promtool = Path.of("/usr/bin/promtool");
        assumeTrue(Files.isExecutable(promtool), "no promtool on this machine (apt-get install -y prometheus)");

        assertThat(run(promtool.toString(), "check", "config", "prometheus.yml"))
                .contains("SUCCESS: prometheus.yml is valid");
        assertThat(run(promtool.toString(), "test", "rules", "rules.test.yml"))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    @Test
    void aQuestionIsOneTreeOfSpansThroughAllServicesThatAnswerIt() {
        Api gateway = Stack.get().api();
        String word = "plumbago";
        JsonNode answer = gateway.ask("The disk of a server is filling up, what do I do? " + word, "runbook");
        String run = answer.path("id").asText();
        String traceId = Traces.of(gateway, run).path("traceId").asText();

        // The spans of each service come by themselves, the request's among the last.
        JsonNode trace = await().atMost(Duration.ofSeconds(40))
                .until(
                        () -> gateway.get("/api/v1/traces/" + traceId).json(),
                        read -> names(read)
                                .containsAll(Set.of(
                                        "POST /api/v1/queries",
                                        "process tool.call-completed.v1",
                                        "execute_tool",
                                        "embeddings",
                                        "send tool.call-completed.v1")));

        assertThat(trace.path("roots")).hasSize(1);
        assertThat(services(trace)).contains("agent-gateway", "tool-runner", "rag-indexer");
        assertThat(names(trace))
                .contains("invoke_agent", "step retrieve", "send tool.call-requested.v1", "tool-call")
                .contains("send tool.call-completed.v1");
        assertThat(trace.toString()).doesNotContain(word);
        assertThat(gateway.get("/api/v1/traces/nonsense").status()).isEqualTo(400);
        assertThat(gateway.get("/api/v1/traces/" + "0".repeat(32)).status()).isEqualTo(404);
        assertThat(gateway.get("/api/v1/traces?from=yesterday").status()).isEqualTo(400);
        assertThat(new Api(gateway.base(), "").get("/api/v1/traces").status()).isEqualTo(401);
    }

    private static Set<String> names(JsonNode trace) {
        return Traces.spans(trace).stream()
                .map(span -> span.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> services(JsonNode trace) {
        return Traces.spans(trace).stream()
                .map(span -> span.path("service").asText())
                .collect(Collectors.toSet());
    }

    private static Stream<String> asked() {
        return files(FOLDER, ".json", "rules.yml")
                .flatMap(file -> METRIC.matcher(read(file)).results().map(MatchResult::group));
    }

    private static Set<String> told() {
        int gateway = Stack.get().api().port();
        return IntStream.range(gateway, gateway + 5)
                .mapToObj(port -> new Api("http://127.0.0.1:" + port, "")
                        .get("/q/metrics")
                        .body())
                .flatMap(body -> SERIES.matcher(body).results())
                .map(series -> series.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> namedInCode() {
        return Stream.of(
                        "agent-gateway",
                        "tool-runner",
                        "rag-indexer",
                        "ops-scheduler",
                        "alert-router",
                        "deploy/balancer",
                        "deploy/event-bus")
                .map(module -> ROOT.resolve(module).resolve("src/main/java"))
                .flatMap(sources -> files(sources, ".java"))
                .flatMap(file -> NAMED_IN_CODE.matcher(read(file)).results())
                .map(name -> name.group(1).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> files(Path folder, String... endings) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
