package io.agentaiops.toolrunner.mcp;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.toolrunner.file.FileStamp;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The file {@code mcp.yaml} of the configuration directory. A change takes effect within seconds, for the servers that it
 * is about; one that is wrong changes nothing. A file that is wrong at start stops the service: a server that was meant
 * to be read-only must not come up as something else.
 */
@ApplicationScoped
class McpConfiguration {

    private static final Logger LOG = Logger.getLogger(McpConfiguration.class);
    private static final String FILE = "mcp.yaml";

    private final Optional<Path> file;
    private final McpServers servers;
    private final Audit audit;
    private volatile FileStamp stamp = FileStamp.NONE;
    private volatile Optional<String> problem = Optional.empty();

    McpConfiguration(
            @ConfigProperty(name = "AIOPS_CONFIG_DIR") Optional<String> directory, McpServers servers, Audit audit) {
        this.file = directory.map(folder -> Path.of(folder, FILE));
        this.servers = servers;
        this.audit = audit;
    }

    void start(@Observes StartupEvent event) throws InterruptedException {
        stamp = now();
        servers.use(read());
    }

    /** Looks whether the file has changed. */
    @Scheduled(
            every = "${aiops.mcp.reload-interval:2s}",
            identity = "mcp-reload",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void reload() throws InterruptedException {
        FileStamp now = now();
        if (now.equals(stamp)) {
            return;
        }
        stamp = now;
        try {
            servers.use(read());
            problem = Optional.empty();
            LOG.infof("MCP servers read again: %s", file.orElseThrow());
            tell("succeeded", Map.of());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
            LOG.errorf("%s; the MCP servers before it stay", e.getMessage());
            tell("failed", Map.of("reason", String.valueOf(e.getMessage())));
        }
    }

    /** What keeps a newer file out; empty when nothing does. */
    Optional<String> problem() {
        return problem;
    }

    /** Where the file is, or would be; empty when there is no configuration directory. */
    Optional<Path> file() {
        return file;
    }

    private FileStamp now() {
        return file.map(FileStamp::of).orElse(FileStamp.NONE);
    }

    private Map<String, McpServerSettings> read() {
        Optional<Path> there = file.filter(Files::isRegularFile);
        if (there.isEmpty()) {
            return Map.of();
        }
        try {
            return McpSettingsParser.parse(there.get().toString(), Files.readString(there.get()), System.getenv());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(String outcome, Map<String, String> details) {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        "tool-runner", "mcp.reload", file.orElseThrow().toString(), outcome, details));
    }
}
