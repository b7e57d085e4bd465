package io.agentaiops.toolrunner.mcp;

import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** The servers that are to be connected, each on a thread of its own. */
@ApplicationScoped
class McpServers implements ToolSource {

    private static final Logger LOG = Logger.getLogger(McpServers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Running(McpConnection connection, Thread thread) {
        void stop() {
            connection.stop(thread);
        }
    }

    private final McpTransports transports;
    private final Lock change = new ReentrantLock();
    private volatile List<Running> running = List.of();

    McpServers(McpTransports transports) {
        this.transports = transports;
    }

    /** Connects these and no others; those that are connected, and stay as they are, are not touched. */
    void use(Map<String, McpServerSettings> servers) throws InterruptedException {
        change.lockInterruptibly();
        try {
            List<Running> before = running;
            List<Running> now = new ArrayList<>();
            servers.forEach((name, settings) -> now.add(before.stream()
                    .filter(server -> server.connection().name().equals(name))
                    .filter(server -> server.connection().settings().equals(settings))
                    .findFirst()
                    .orElseGet(() -> start(name, settings))));
            running = List.copyOf(now);
            end(before.stream().filter(server -> !now.contains(server)).toList());
        } finally {
            change.unlock();
        }
    }

    private Running start(String name, McpServerSettings settings) {
        LOG.infof("MCP server configured: server=%s at %s", name, settings);
        McpConnection connection = new McpConnection(name, settings, transports);
        return new Running(connection, Thread.ofVirtual().name("mcp-" + name).start(connection));
    }

    @PreDestroy
    void stop() throws InterruptedException {
        use(Map.of());
    }

    private static void end(List<Running> servers) throws InterruptedException {
        servers.forEach(Running::stop);
        for (Running server : servers) {
            server.thread().join(PATIENCE);
        }
    }

    List<McpConnection> connections() {
        return running.stream().map(Running::connection).toList();
    }

    @Override
    public List<Tool> tools() {
        return running.stream()
                .flatMap(server -> server.connection().tools().stream())
                .toList();
    }
}
