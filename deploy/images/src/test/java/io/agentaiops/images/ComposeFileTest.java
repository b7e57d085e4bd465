package io.agentaiops.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The compose file, with its anchors resolved. */
class ComposeFileTest {

    private static final Path FOLDER = Path.of("../compose").toAbsolutePath().normalize();
    private static final List<String> OURS =
            List.of("agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router");

    private final JsonNode file;

    ComposeFileTest() throws IOException {
        Object resolved = new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml")));
        file = new ObjectMapper().valueToTree(resolved);
    }

    @Test
    void everyServiceIsLockedDownWatchedAndBounded() {
        for (String name : OURS) {
            JsonNode service = file.path("services").path(name);
            assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
            assertThat(service.at("/cap_drop/0").asText()).isEqualTo("ALL");
            assertThat(service.at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
            assertThat(service.at("/healthcheck/test").toString()).contains("/q/health/ready");
            assertThat(service.path("mem_limit").asText()).isNotEmpty();
            assertThat(service.at("/depends_on/kafka/condition").asText()).isEqualTo("service_healthy");
        }
        file.path("services")
                .forEach(service -> service.path("ports")
                        .forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
    }

    @Test
    void everyKeyFileIsASecretThatTheServiceWasGiven() {
        for (String name : OURS) {
            JsonNode service = file.path("services").path(name);
            List<String> given = new ArrayList<>();
            service.path("secrets").forEach(secret -> given.add(secret.asText()));
            List<String> used = new ArrayList<>();
            service.path("environment").forEach(value -> {
                for (String part : value.asText().split(",", -1)) {
                    if (part.startsWith("/run/secrets/")) {
                        used.add(part.substring("/run/secrets/".length()));
                    }
                }
            });
            assertThat(given).as(name).containsOnlyOnceElementsOf(given).hasSameElementsAs(used);
            given.forEach(secret ->
                    assertThat(file.path("secrets").has(secret)).as(secret).isTrue());
        }
    }

    @Test
    void toolRunnerAndTheEnginesHaveNoWayOut() {
        assertThat(file.at("/networks/back/internal").asBoolean()).isTrue();
        for (String name : List.of("tool-runner", "rag-indexer", "kafka", "postgres", "opensearch")) {
            JsonNode networks = file.path("services").path(name).path("networks");
            assertThat(networks).extracting(JsonNode::asText).containsExactly("back");
        }
    }

    @Test
    void everythingThatIsMountedExists() {
        file.path("services")
                .forEach(service -> service.path("volumes").forEach(volume -> {
                    String source = volume.asText().split(":", -1)[0];
                    if (source.startsWith(".")) {
                        assertThat(FOLDER.resolve(source).normalize()).exists();
                    } else {
                        assertThat(file.path("volumes").has(source)).as(source).isTrue();
                    }
                }));
    }

    @Test
    void everyServiceHasTheSettingsOfTracingWithTheirDefaults() {
        for (String name : OURS) {
            JsonNode environment = file.path("services").path(name).path("environment");
            assertThat(environment.properties())
                    .as(name)
                    .contains(
                            Map.entry("AIOPS_TRACING_DISABLED", new TextNode("${AIOPS_TRACING_DISABLED:-false}")),
                            Map.entry("AIOPS_TRACE_KEEP", new TextNode("${AIOPS_TRACE_KEEP:-true}")),
                            Map.entry("AIOPS_TRACE_RATIO", new TextNode("${AIOPS_TRACE_RATIO:-1.0}")),
                            Map.entry("AIOPS_OTLP_ENDPOINT", new TextNode("${AIOPS_OTLP_ENDPOINT:-}")),
                            Map.entry("AIOPS_OTLP_PROTOCOL", new TextNode("${AIOPS_OTLP_PROTOCOL:-grpc}")));
        }
    }

    @Test
    void provisioningOfGrafanaIsYaml() throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        assertThat(yaml.readTree(FOLDER.resolve("grafana/datasources/prometheus.yml")
                                .toFile())
                        .at("/datasources/0/url")
                        .asText())
                .isEqualTo("http://prometheus:9090");
    }
}
