package io.agentaiops.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The chart, rendered by Helm itself. */
class ChartTest {

    private static final Path CHART =
            Path.of("../helm/agent-aiops").toAbsolutePath().normalize();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<String, String> ENGINES = Map.of(
            "engines.kafka.bootstrapServers", "kafka:9092",
            "engines.postgresql.url", "jdbc:postgresql://postgres:5432/aiops",
            "engines.postgresql.existingSecret", "database",
            "engines.opensearch.hosts", "https://opensearch:9200");

    @BeforeAll
    static void helmIsBuiltForThisMachine() {
        assumeTrue(System.getProperty("os.name").equals("Linux")
                && List.of("amd64", "aarch64").contains(System.getProperty("os.arch")));
    }

    @Test
    void lintFindsNothing() {
        assertThat(new Helm(CHART).lint().strict().call().getMessages())
                .filteredOn(message -> !message.contains("icon is recommended"))
                .noneMatch(message -> message.contains("[ERROR]") || message.contains("[WARNING]"));
    }

    @Test
    void everyServiceRunsWithoutPrivilegesAndWithItsOwnKeysAlone() throws IOException {
        List<JsonNode> deployments = ofKind(render(Map.of()), "Deployment");

        assertThat(deployments).hasSize(5);
        for (JsonNode deployment : deployments) {
            JsonNode pod = deployment.at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            JsonNode container = pod.at("/containers/0");
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                    .isEqualTo("ALL");
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(container.at("/" + probe + "/httpGet/path").asText()).startsWith("/q/health/");
            }
        }
        assertThat(keys(deployments, "tool-runner")).containsExactly("jwt-public.pem", "tool-runner.key");
        assertThat(keys(deployments, "rag-indexer")).containsExactly("jwt-public.pem", "pseudonyms.key");
        assertThat(keys(deployments, "alert-router"))
                .containsExactly("alert-router.key", "jwt-public.pem", "pseudonyms.key");
        assertThat(keys(deployments, "agent-gateway"))
                .contains("jwt-private.pem")
                .doesNotContain("backup.key");
        assertThat(keys(deployments, "ops-scheduler")).contains("backup.key", "audit-private.pem");
    }

    @Test
    void toolRunnerReachesNothingThatWasNotSaid() throws IOException {
        JsonNode policy = ofKind(render(Map.of()), "NetworkPolicy").stream()
                .filter(found -> found.at("/metadata/name").asText().endsWith("tool-runner"))
                .findFirst()
                .orElseThrow();

        assertThat(portsOut(policy)).containsOnly(53, 9092, 5432, 9200, 11434);
        assertThat(policy.at("/spec/ingress/0/from/0/podSelector/matchExpressions/0/values"))
                .extracting(JsonNode::asText)
                .containsExactly("agent-gateway", "ops-scheduler", "tool-runner");
    }

    @Test
    void tracingIsSetForEveryServiceAndItsCollectorReached() throws IOException {
        JsonNode byDefault = environment(render(Map.of()));
        assertThat(byDefault.path("AIOPS_TRACING_DISABLED").asText()).isEqualTo("false");
        assertThat(byDefault.path("AIOPS_TRACE_KEEP").asText()).isEqualTo("true");
        assertThat(byDefault.path("AIOPS_TRACE_RATIO").asText()).isEqualTo("1");
        assertThat(byDefault.has("AIOPS_OTLP_ENDPOINT")).isFalse();

        List<JsonNode> all = render(Map.of(
                "tracing.keep", "false",
                "tracing.ratio", "0.25",
                "tracing.otlp.endpoint", "http://collector.monitoring:4318/otlp",
                "tracing.otlp.protocol", "http/protobuf"));

        JsonNode set = environment(all);
        assertThat(set.path("AIOPS_TRACE_KEEP").asText()).isEqualTo("false");
        assertThat(set.path("AIOPS_TRACE_RATIO").asText()).isEqualTo("0.25");
        assertThat(set.path("AIOPS_OTLP_ENDPOINT").asText()).isEqualTo("http://collector.monitoring:4318/otlp");
        assertThat(set.path("AIOPS_OTLP_PROTOCOL").asText()).isEqualTo("http/protobuf");
        assertThat(ofKind(all, "NetworkPolicy"))
                .hasSize(5)
                .allSatisfy(policy -> assertThat(portsOut(policy)).contains(4318));
        assertThat(environment(render(Map.of("tracing.enabled", "false")))
                        .path("AIOPS_TRACING_DISABLED")
                        .asText())
                .isEqualTo("true");
    }

    @Test
    void settingsOfTracingThatAreNoneAreRefusedByName() {
        assertThatThrownBy(() -> render(Map.of("tracing.otlp.endpoint", "collector:4317")))
                .hasMessageContaining("endpoint");
        assertThatThrownBy(() -> render(Map.of("tracing.otlp.endpoint", "http://collector")))
                .hasMessageContaining("endpoint");
        assertThatThrownBy(() -> render(Map.of("tracing.otlp.protocol", "http/json")))
                .hasMessageContaining("protocol");
        assertThatThrownBy(() -> render(Map.of("tracing.ratio", "2"))).hasMessageContaining("ratio");
        assertThatThrownBy(() -> render(Map.of("tracing.ratio", "1.5"))).hasMessageContaining("ratio");
    }

    @Test
    void scalesByLagOnlyWhenAskedAndThenLeavesReplicasToTheAutoscaler() throws IOException {
        assertThat(ofKind(render(Map.of()), "HorizontalPodAutoscaler")).isEmpty();

        List<JsonNode> all = render(Map.of("autoscaling.enabled", "true"));

        List<JsonNode> scalers = ofKind(all, "HorizontalPodAutoscaler");
        assertThat(scalers).hasSize(4);
        assertThat(scalers.getFirst().at("/spec/metrics/0/pods/metric/name").asText())
                .isEqualTo("aiops_bus_consumer_lag");
        for (JsonNode deployment : ofKind(all, "Deployment")) {
            boolean scheduler = deployment.at("/metadata/name").asText().endsWith("ops-scheduler");
            assertThat(deployment.at("/spec").has("replicas")).isEqualTo(scheduler);
        }
    }

    @Test
    void disruptionsTakeOneReplicaAtATimeWhereThereAreSeveral() throws IOException {
        assertThat(ofKind(render(Map.of()), "PodDisruptionBudget"))
                .hasSize(4)
                .allSatisfy(budget ->
                        assertThat(budget.at("/spec/maxUnavailable").asInt()).isOne());
    }

    @Test
    void secretsAreReferencedAndNeverWritten() throws IOException {
        List<JsonNode> all = render(Map.of("engines.opensearch.existingSecret", "search"));

        assertThat(ofKind(all, "Secret")).isEmpty();
        assertThat(all.toString()).contains("\"secretKeyRef\":{\"name\":\"search\",\"key\":\"password\"}");
    }

    @Test
    void configurationFilesAreMountedOneByOneAndTheirChangeRestarts() throws IOException {
        List<JsonNode> before = render(Map.of());
        List<JsonNode> after = render(Map.of("config.alertmanager\\.yml", "route: {receiver: none}"));

        assertThat(after.toString())
                .contains("\"mountPath\":\"/config/alertmanager.yml\",\"subPath\":\"alertmanager.yml\"");
        assertThat(checksum(after)).isNotEqualTo(checksum(before));
    }

    @Test
    void misspeltAndMissingValuesAreRefusedByName() {
        assertThatThrownBy(() -> render(Map.of("services.agent-gateway.replica", "2")))
                .hasMessageContaining("replica");
        assertThatThrownBy(() -> render(Map.of("engines.kafka.bootstrapServers", "")))
                .hasMessageContaining("engines.kafka.bootstrapServers");
        assertThatThrownBy(() -> render(Map.of("engines.postgresql.url", "postgres://host/aiops")))
                .hasMessageContaining("url");
    }

    private static JsonNode environment(List<JsonNode> all) {
        return ofKind(all, "ConfigMap").stream()
                .filter(found -> found.at("/metadata/name").asText().endsWith("-env"))
                .findFirst()
                .orElseThrow()
                .path("data");
    }

    private static List<Integer> portsOut(JsonNode policy) {
        List<Integer> ports = new ArrayList<>();
        policy.at("/spec/egress")
                .forEach(rule -> rule.path("ports")
                        .forEach(port -> ports.add(port.path("port").asInt())));
        return ports;
    }

    private static String checksum(List<JsonNode> all) {
        return ofKind(all, "Deployment")
                .getFirst()
                .at("/spec/template/metadata/annotations")
                .path("checksum/config")
                .asText();
    }

    private static Set<String> keys(List<JsonNode> deployments, String service) {
        Set<String> keys = new TreeSet<>();
        deployments.stream()
                .filter(found -> found.at("/metadata/name").asText().endsWith(service))
                .flatMap(found -> found.at("/spec/template/spec/volumes").findValues("secret").stream())
                .forEach(secret -> secret.path("items")
                        .forEach(item -> keys.add(item.path("key").asText())));
        return keys;
    }

    private static List<JsonNode> ofKind(List<JsonNode> all, String kind) {
        return all.stream()
                .filter(found -> found.path("kind").asText().equals(kind))
                .toList();
    }

    private static List<JsonNode> render(Map<String, String> values) throws IOException {
        Map<String, String> all = new HashMap<>(ENGINES);
        all.putAll(values);
        TemplateCommand command = new Helm(CHART).template().withName("ops");
        all.forEach(command::set);
        List<JsonNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> parsed = YAML.readerFor(JsonNode.class).readValues(command.call())) {
            parsed.forEachRemaining(document -> {
                if (document.isObject()) {
                    documents.add(document);
                }
            });
        }
        return documents;
    }
}
