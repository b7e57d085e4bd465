package io.agentaiops.toolrunner.mcp;

import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The servers that {@code mcp.yaml} in the configuration directory names, each on a thread of its own. A file that is
 * wrong stops the service from starting: a server that was meant to be read-only must not come up as something else.
 */
@ApplicationScoped
class McpServers implements ToolSource {

    private static final Logger LOG = Logger.getLogger(McpServers.class);
    private static final String FILE = "mcp.yaml";

    private final List<McpConnection> connections;
    private final List<Thread> threads = new ArrayList<>();

    @Inject
    McpServers(@ConfigProperty(name = "AIOPS_CONFIG_DIR") Optional<String> directory, McpTransports transports) {
        this(read(directory), transports);
    }

    McpServers(Map<String, McpServerSettings> servers, McpTransports transports) {
        this.connections = servers.entrySet().stream()
                .map(entry -> new McpConnection(entry.getKey(), entry.getValue(), transports))
                .toList();
    }

    private static Map<String, McpServerSettings> read(Optional<String> directory) {
        Optional<Path> file = directory.map(dir -> Path.of(dir, FILE)).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            return Map.of();
        }
        try {
            return McpSettingsParser.parse(file.get().toString(), Files.readString(file.get()), System.getenv());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void start() {
        for (McpConnection connection : connections) {
            LOG.infof("MCP server configured: server=%s at %s", connection.name(), connection.settings());
            threads.add(Thread.ofVirtual().name("mcp-" + connection.name()).start(connection));
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(5000);
        }
    }

    List<McpConnection> connections() {
        return connections;
    }

    @Override
    public List<Tool> tools() {
        return connections.stream()
                .flatMap(connection -> connection.tools().stream())
                .toList();
    }
}
