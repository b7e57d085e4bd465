package io.agentaiops.toolrunner.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.toolrunner.egress.GuardedResolver;
import io.agentaiops.toolrunner.egress.KindRule;
import io.agentaiops.toolrunner.sandbox.Executables;
import io.agentaiops.toolrunner.sandbox.Sandbox;
import io.agentaiops.toolrunner.sandbox.SandboxedCommand;
import io.agentaiops.toolrunner.sandbox.SandboxedCommand.Profile;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Opens ways to servers: a program in the sandbox, or an address. */
@Singleton
class McpTransports {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /**
     * A way that is open.
     *
     * @param transport carries messages
     * @param ended completes with the reason when it is seen to end; never for HTTP, which has no standing connection
     */
    record Way(McpClientTransport transport, CompletableFuture<String> ended) {}

    private final Sandbox sandbox;
    private final Executables executables;
    private final McpJsonMapper json = new JacksonMcpJsonMapper(new ObjectMapper());

    McpTransports(Sandbox sandbox, Executables executables) {
        this.sandbox = sandbox;
        this.executables = executables;
    }

    McpJsonMapper json() {
        return json;
    }

    /** How well the server is isolated, as it stands in results. */
    String level(McpServerSettings settings) {
        return settings.url() == null ? sandbox.level().label() : "remote";
    }

    Way open(String server, McpServerSettings settings) throws IOException, InterruptedException {
        URI url = settings.url();
        if (url == null) {
            StdioTransport transport = new StdioTransport(server, start(settings), json);
            return new Way(transport, transport.ended());
        }
        return new Way(http(url, settings), new CompletableFuture<>());
    }

    private Process start(McpServerSettings settings) throws IOException, InterruptedException {
        String command = Objects.requireNonNull(settings.command());
        List<String> argv = new ArrayList<>();
        argv.add(executables
                .find(command)
                .orElseThrow(() -> new IOException(command + " is not installed on this host"))
                .toString());
        argv.addAll(settings.arguments());
        return sandbox.open(new SandboxedCommand(
                argv, new Profile(settings.network(), false, false, List.of(), settings.environment())));
    }

    private McpClientTransport http(URI url, McpServerSettings settings) throws IOException {
        new GuardedResolver(KindRule.CONFIGURED).resolve(url.getHost());
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/mcp" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return HttpClientStreamableHttpTransport.builder(url.getScheme() + "://" + url.getRawAuthority())
                .endpoint(path + query)
                .jsonMapper(json)
                .connectTimeout(CONNECT)
                .customizeRequest(request -> settings.headers().forEach(request::setHeader))
                .build();
    }
}
