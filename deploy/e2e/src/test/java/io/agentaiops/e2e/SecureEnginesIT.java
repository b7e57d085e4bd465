package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same services, on engines that others run, with TLS, users and passwords, told by the environment alone. */
@Order(95)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureEnginesIT {

    private static final String QUESTION = "The disk of a server is filling up, what do I do?";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path root = Path.of(System.getProperty("aiops.root.dir")).toAbsolutePath();
    private final int offset = FreePorts.offset();
    private Path home = root;
    private SecureEngines engines;

    @BeforeAll
    void startEngines() throws Exception {
        home = Files.createTempDirectory(Files.createDirectories(root.resolve("deploy/e2e/target")), "secure-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        engines = new SecureEngines(home);
    }

    @AfterAll
    void stopAll() {
        try {
            aiops(Map.of(), "down");
        } finally {
            engines.close();
        }
    }

    @Test
    void everythingWorksOnThemAndTheLossOfABrokerIsSurvived() throws IOException {
        Cli.Result refused = aiops(Map.of("KAFKA_SASL_JAAS_CONFIG", SecureEngines.jaas("wrong")), "up", "--no-build");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("Authentication failed");

        Cli.Result up = aiops(Map.of(), "up", "--no-build");
        assertThat(up.exitCode()).as(up.output()).isZero();
        Api api = new Api(
                "http://127.0.0.1:" + (8080 + offset),
                Files.readString(home.resolve("stack/admin.key")).strip());

        // REST, PostgreSQL, the index; then a tool call over the bus, and what the services write of themselves.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(api.ask(QUESTION, "runbook").path("citations"))
                        .isNotEmpty());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(call(api, "uptime").path("exitCode").asInt(-1))
                                .isZero());
        assertThat(engineStates(api)).containsOnly("up");

        engines.killBroker();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(call(api, "uptime").path("exitCode").asInt(-1))
                                .isZero());
        await().atMost(SOON).untilAsserted(() -> assertThat(engineStates(api)).contains("degraded"));
    }

    private static JsonNode call(Api api, String command) {
        return api.post(
                        "/api/v1/tools/terminal/calls",
                        Map.of("arguments", Map.of("command", command)),
                        "Prefer",
                        "wait=20")
                .json();
    }

    private static List<String> engineStates(Api api) {
        return api.get("/api/v1/status").json().findPath("engines").findValuesAsText("state");
    }

    private Cli.Result aiops(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(engines.environment());
        environment.put("AIOPS_HOME", home.resolve("stack").toString());
        environment.put("OLLAMA_BASE_URL", "http://127.0.0.1:1");
        environment.put("AIOPS_CLASS_DATA", "off");
        environment.putAll(more);
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--offset", Integer.toString(offset)));
        return Cli.run(root, environment, Duration.ofMinutes(5), all.toArray(String[]::new));
    }
}
