package io.agentaiops.toolrunner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventcontracts.audit.AuditRecorded;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The running service follows its files, and is not led astray by a wrong one. */
@QuarkusTest
@QuarkusTestResource(value = ConfigFolderResource.class, restrictToAnnotatedClass = false)
@TestSecurity(user = "vera", roles = "viewer")
class ConfigReloadIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    BusProbe bus;

    @ConfigProperty(name = "AIOPS_CONFIG_DIR")
    Path folder;

    @Test
    void policyFollowsItsFile() throws IOException {
        assertThat(decision("aiops-probe")).isEqualTo("deny");

        put("policy.yaml", shipped() + "  aiops-probe: {operands: []}\n");
        await().atMost(SOON).until(() -> decision("aiops-probe").equals("allow"));
        assertThat(decision("df -h")).isEqualTo("allow");

        put("policy.yaml", "commands:\n  df: {flagz: h}\n");
        await().atMost(SOON).until(() -> !problem().isEmpty());
        assertThat(problem().get("line")).isEqualTo(2);
        assertThat(String.valueOf(problem().get("reason"))).contains("flagz");
        assertThat(decision("aiops-probe")).as("the policy before it stays").isEqualTo("allow");

        put("policy.yaml", shipped());
        await().atMost(SOON).until(() -> decision("aiops-probe").equals("deny"));
        assertThat(problem()).isEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(bus.heard(
                                AuditRecorded.class, audit -> audit.action().equals("policy.reload")))
                        .extracting(AuditRecorded::outcome)
                        .contains("succeeded", "failed"));
    }

    @Test
    void mcpServersFollowTheirFile() throws IOException {
        put("mcp.yaml", "servers: {one: {command: aiops-no-such-program}, two: {command: aiops-no-such-program}}");
        await().atMost(SOON).until(() -> servers().equals(List.of("one", "two")));

        put("mcp.yaml", "servers: {one: {comand: x}}");
        await().atMost(SOON)
                .until(() -> String.valueOf(given().get("/api/v1/tools/mcp/servers/file")
                                .jsonPath()
                                .getString("problem"))
                        .contains("line 1: servers.one"));
        assertThat(servers()).containsExactly("one", "two");

        Files.delete(folder.resolve("mcp.yaml"));
        await().atMost(SOON).until(() -> servers().isEmpty());
        assertThat(given().get("/api/v1/tools/mcp/servers/file").jsonPath().getString("problem"))
                .isNull();
    }

    /** As editors that know what they do: the file is there whole, or not at all. */
    private void put(String name, String text) throws IOException {
        Path next = Files.writeString(folder.resolve(name + ".next"), text);
        Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String shipped() throws IOException {
        try (InputStream in = Objects.requireNonNull(ConfigReloadIT.class.getResourceAsStream("/policy.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String decision(String command) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("command", command))
                .post("/api/v1/tools/terminal/check")
                .jsonPath()
                .getString("decision");
    }

    /** Empty when there is none. */
    private static Map<String, Object> problem() {
        Map<String, Object> found =
                given().get("/api/v1/tools/terminal/policy").jsonPath().getMap("problem");
        return Objects.requireNonNullElse(found, Map.of());
    }

    private static List<String> servers() {
        return given().get("/api/v1/tools/mcp/servers").jsonPath().getList("name");
    }
}
