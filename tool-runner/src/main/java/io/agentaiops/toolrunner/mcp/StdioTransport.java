package io.agentaiops.toolrunner.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * MCP over the standard streams of a process: a JSON-RPC message a line. The library has such a transport, but it starts
 * the process itself, with our environment and outside of the sandbox, on a thread that comes and goes, while the
 * sandbox ends what it started together with the thread that did.
 */
final class StdioTransport implements McpClientTransport {

    private static final Logger LOG = Logger.getLogger(StdioTransport.class);
    private static final int MOST_LINE = 4 * 1024 * 1024;
    private static final int KEPT_ERRORS = 2000;
    private static final long GOODBYE_SECONDS = 2;

    private final String server;
    private final Process process;
    private final McpJsonMapper json;
    private final Lock writing = new ReentrantLock();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile String errors = "";

    StdioTransport(String server, Process process, McpJsonMapper json) {
        this.server = server;
        this.process = process;
        this.json = json;
    }

    /** Completes with the reason when the process is gone. */
    CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        return Mono.fromRunnable(() -> {
            Thread.ofVirtual().name("mcp-" + server + "-out").start(() -> listen(handler));
            Thread.ofVirtual().name("mcp-" + server + "-err").start(this::keepErrors);
        });
    }

    private void listen(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        String why = "it closed its output";
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            for (String line = line(in); line != null; line = line(in)) {
                if (!line.isBlank()) {
                    hear(line, handler);
                }
            }
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        process.destroyForcibly();
        ended.complete(why + (errors.isBlank() ? "" : "; it said: " + errors.strip()));
    }

    private void hear(String line, Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        try {
            JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(json, line);
            handler.apply(Mono.just(message))
                    .subscribe(done -> {}, e -> LOG.warnf("MCP message not handled: server=%s %s", server, e));
        } catch (IOException | IllegalArgumentException e) {
            // Some programs print greetings before they speak the protocol.
            LOG.debugf("MCP server said something else: server=%s", server);
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() >= MOST_LINE) {
                throw new IOException("it sent a message of more than " + MOST_LINE + " bytes");
            }
            line.write(c);
        }
        return null;
    }

    private void keepErrors() {
        byte[] buffer = new byte[4096];
        String said = "";
        try (InputStream in = process.getErrorStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                String all = said + new String(buffer, 0, n, StandardCharsets.UTF_8);
                said = all.substring(Math.max(0, all.length() - KEPT_ERRORS));
                errors = said;
            }
        } catch (IOException e) {
            LOG.debugf("MCP server's errors are no longer read: server=%s %s", server, e.getMessage());
        }
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            writing.lock();
            try {
                // A line break inside a message is written as an escape by every JSON writer.
                byte[] line = (json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
                OutputStream out = process.getOutputStream();
                out.write(line);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("the MCP server " + server + " does not listen any more", e);
            } finally {
                writing.unlock();
            }
        });
    }

    /** As the specification asks: the input is closed, then the process is given time to go. */
    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(() -> {
            try {
                process.getOutputStream().close();
                process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS);
            } catch (IOException e) {
                LOG.debugf("MCP server had hung up: server=%s", server);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        });
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }
}
