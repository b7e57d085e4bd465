package io.agentaiops.toolrunner.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import io.agentaiops.toolrunner.tool.ToolOutcome.Ending;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MCP servers in the sandbox: one of ours that misbehaves on demand, and the stock one of the protocol's makers. */
@QuarkusTest
class McpIT {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String STOCK = "@modelcontextprotocol/server-everything";
    /** Outside of /tmp, which is another one inside the sandbox. */
    private static final Path FOLDER = Path.of("/var/tmp/aiops-mcp-test");

    private final McpTransports transports;
    private Optional<McpServers> running = Optional.empty();

    McpIT(McpTransports transports) {
        this.transports = transports;
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (running.isPresent()) {
            running.get().stop();
        }
    }

    @Test
    void toolsAppearNamespacedAndChangeThingsUntilToldOtherwise() throws Exception {
        McpServers servers = own("read: [add]");

        assertThat(names(servers))
                .contains("own__add", "own__die", "own__look")
                .doesNotContain("own__away", "own__odd name", "own__hang");
        assertThat(run(servers, "own__add", Map.of("a", 2, "b", 40)).output()).isEqualTo("42\n");
        assertThat(tool(servers, "own__add").description().risk()).isEqualTo("read");
        assertThat(tool(servers, "own__add").prepare(Map.of("a", "two"))).isInstanceOf(Preparation.Denied.class);
        assertThat(tool(servers, "own__fail").prepare(Map.of()))
                .isInstanceOfSatisfying(Preparation.NeedsApproval.class, asked -> {
                    assertThat(asked.plan()).isEqualTo("MCP server: own\ntool: fail\narguments: {}\n");
                    assertThat(asked.repeatable()).isFalse();
                });
        assertThat(tool(servers, "own__add").selfTest().passed()).isTrue();
    }

    @Test
    void serverSeesNeitherOurFilesNorOurEnvironmentNorOurProcesses() throws Exception {
        McpServers servers = own("read: ['*'], environment: {GREETING: hello}");
        Path key = Path.of("target", "engines-" + ProcessHandle.current().pid(), "keys", "jwt-public.pem")
                .toAbsolutePath();
        assertThat(key).exists();

        ToolOutcome outcome = run(servers, "own__look", Map.of("path", key.toString()));

        assertThat(outcome.output())
                .contains("\"exists\":false")
                .contains("\"write\":\"refused\"")
                .contains("GREETING")
                .doesNotContain("JAVA_HOME")
                .doesNotContain("MAVEN");
        assertThat(outcome.sandbox()).startsWith("in-process, server ");
        assertThat(Files.exists(Path.of("/usr/aiops-mcp-test"))).isFalse();
    }

    @Test
    void serverThatDiesIsStartedAgain() throws Exception {
        McpServers servers = own("read: ['*']");

        ToolOutcome death = run(servers, "own__die", Map.of());

        assertThat(death.ending()).isNotEqualTo(Ending.ENDED);
        await().atMost(SOON).until(() -> !servers.tools().isEmpty());
        assertThat(run(servers, "own__add", Map.of("a", 1, "b", 1)).output()).isEqualTo("2\n");
    }

    @Test
    void newToolIsSeenWhenTheServerSaysSo() throws Exception {
        McpServers servers = own("read: ['*']");

        run(servers, "own__grow", Map.of());

        await().atMost(SOON).until(() -> names(servers).contains("own__extra"));
    }

    @Test
    void errorOfAToolIsAFindingAndSilenceIsATimeOut() throws Exception {
        McpServers servers = own("read: ['*'], hidden: []");

        ToolOutcome failed = run(servers, "own__fail", Map.of());
        ToolOutcome silent = ready(servers, "own__hang", Map.of()).run().run(Duration.ofMillis(500));

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.output()).isEqualTo("it did not work\n");
        assertThat(silent.ending()).isEqualTo(Ending.TIMED_OUT);
    }

    @Test
    void serverThatCannotStartSaysWhy() throws Exception {
        McpServers servers = start("servers: {gone: {command: no-such-program}}");

        await().atMost(SOON)
                .until(() -> servers.connections().getFirst().state().contains("not installed"));
        assertThat(servers.tools()).isEmpty();
    }

    @Test
    void stockServerRunsInTheSandbox() throws Exception {
        Path index = stockServer();
        McpServers servers = start("servers: {stock: {command: node, arguments: [" + index
                + ", stdio], read: ['*'], environment: {GREETING: hello}}}");
        awaitTools(servers);

        assertThat(names(servers)).contains("stock__echo", "stock__get-sum");
        assertThat(run(servers, "stock__echo", Map.of("message", "hello")).output())
                .contains("hello");
        assertThat(run(servers, "stock__get-sum", Map.of("a", 2, "b", 3)).output())
                .contains("5");
        assertThat(run(servers, "stock__get-env", Map.of()).output())
                .contains("GREETING")
                .doesNotContain("JAVA_HOME");
        assertThat(run(servers, "stock__get-tiny-image", Map.of()).output()).contains("[image, not shown]");
        assertThat(tool(servers, "stock__get-sum").prepare(Map.of("a", 2))).isInstanceOf(Preparation.Denied.class);
    }

    @Test
    void stockServerIsReachedOverStreamableHttp() throws Exception {
        Path index = stockServer();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder("node", index.toString(), "streamableHttp")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORT", Integer.toString(port));
        Process server = builder.start();
        try {
            McpServers servers = start(
                    "servers: {remote: {url: 'http://127.0.0.1:" + port + "/mcp', read: [echo], timeout-seconds: 10}}");
            awaitTools(servers);

            assertThat(run(servers, "remote__echo", Map.of("message", "over http"))
                            .output())
                    .contains("over http");
            assertThat(tool(servers, "remote__get-sum").description().risk()).isEqualTo("change");
            assertThat(tool(servers, "remote__echo").description().sandbox()).isEqualTo("in-process, server remote");
        } finally {
            server.destroyForcibly();
        }
    }

    private McpServers own(String settings) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/node")), "node is not installed");
        Files.createDirectories(FOLDER);
        Files.setPosixFilePermissions(FOLDER, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path script = FOLDER.resolve("server-" + ProcessHandle.current().pid() + ".mjs");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/mcp/server.mjs"))) {
            Files.write(script, in.readAllBytes());
        }
        script.toFile().deleteOnExit();
        String hidden = settings.contains("hidden") ? "" : ", hidden: [hang]";
        McpServers servers =
                start("servers: {own: {command: node, arguments: [" + script + "], " + settings + hidden + "}}");
        awaitTools(servers);
        return servers;
    }

    private McpServers start(String yaml) throws InterruptedException {
        McpServers servers = new McpServers(transports);
        running = Optional.of(servers);
        servers.use(McpSettingsParser.parse("mcp.yaml", yaml, Map.of()));
        return servers;
    }

    private static void awaitTools(McpServers servers) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(servers.tools())
                        .as(servers.connections().getFirst().state())
                        .isNotEmpty());
    }

    /** Installed from the registry once for all runs on this machine; without one, the tests that need it are skipped. */
    private static synchronized Path stockServer() throws IOException, InterruptedException {
        Path index = FOLDER.resolve("node_modules/" + STOCK + "/dist/index.js");
        if (!Files.exists(index)) {
            Files.createDirectories(FOLDER);
            Process npm;
            try {
                npm = new ProcessBuilder(
                                "npm",
                                "install",
                                "--prefix",
                                FOLDER.toString(),
                                "--ignore-scripts",
                                "--no-audit",
                                "--no-fund",
                                STOCK)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                assumeTrue(false, "npm is not installed: the stock MCP server is not tried");
                throw e;
            }
            boolean ended = npm.waitFor(120, TimeUnit.SECONDS);
            npm.destroyForcibly();
            assumeTrue(
                    ended && Files.exists(index),
                    "npm could not install " + STOCK + " (no registry in reach?): the stock MCP server is not tried");
        }
        return index;
    }

    private static List<String> names(McpServers servers) {
        return servers.tools().stream().map(tool -> tool.description().name()).toList();
    }

    private static Tool tool(McpServers servers, String name) {
        return servers.tools().stream()
                .filter(tool -> tool.description().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + names(servers)));
    }

    private static Preparation.Ready ready(McpServers servers, String name, Map<String, Object> arguments) {
        return (Preparation.Ready) tool(servers, name).prepare(arguments);
    }

    private static ToolOutcome run(McpServers servers, String name, Map<String, Object> arguments)
            throws InterruptedException {
        return ready(servers, name, arguments).run().run(Duration.ofSeconds(20));
    }
}
