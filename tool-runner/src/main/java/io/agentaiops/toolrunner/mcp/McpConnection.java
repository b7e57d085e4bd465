package io.agentaiops.toolrunner.mcp;

import io.agentaiops.toolrunner.tool.Tool;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One server, kept connected: when it ends or does not answer a ping, it is started again after a pause that doubles up
 * to a minute. Its tools are there only while it is.
 */
final class McpConnection implements Runnable {

    private static final Logger LOG = Logger.getLogger(McpConnection.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PING = Duration.ofSeconds(20);
    private static final Duration START = Duration.ofSeconds(30);
    private static final int MOST_TOOLS = 100;
    /** What models' tool calling takes for a name. */
    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final String name;
    private final McpServerSettings settings;
    private final McpTransports transports;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable McpSyncClient client;
    private volatile List<Tool> tools = List.of();
    private volatile String state = "starting";

    McpConnection(String name, McpServerSettings settings, McpTransports transports) {
        this.name = name;
        this.settings = settings;
        this.transports = transports;
    }

    String name() {
        return name;
    }

    McpServerSettings settings() {
        return settings;
    }

    String level() {
        return transports.level(settings);
    }

    /** Its tools, while it is connected. */
    List<Tool> tools() {
        return tools;
    }

    /** {@code connected}, or why it is not. */
    String state() {
        return state;
    }

    /** Keeps it connected until {@link #stop}. */
    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        while (stopping.getCount() > 0) {
            long start = System.nanoTime();
            try {
                state = "ended: " + serve();
            } catch (InterruptedException e) {
                break;
            } catch (IOException | RuntimeException e) {
                state = "not connected: " + rootMessage(e);
            } finally {
                disconnect();
            }
            LOG.warnf("MCP server is not there: server=%s state=%s", name, state);
            boolean lasted = System.nanoTime() - start > LONGEST_PAUSE.toNanos();
            pause = lasted ? FIRST_PAUSE : pause;
            if (pausedUntilStopped(pause)) {
                break;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        calls.shutdownNow();
    }

    /** Whether it was stopped during the pause. */
    private boolean pausedUntilStopped(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Ends it: what it is waiting for, it waits for no longer. */
    void stop(Thread runner) {
        stopping.countDown();
        runner.interrupt();
    }

    /** Connects, and returns why it ended. */
    private String serve() throws IOException, InterruptedException {
        McpTransports.Way way = transports.open(name, settings);
        McpSyncClient connected = McpClient.sync(way.transport())
                .clientInfo(new Implementation("agent-aiops", "0.1"))
                .requestTimeout(settings.timeout())
                .initializationTimeout(START)
                // Results are shown as they are and never trusted, so their form need not be checked.
                .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(null))
                .toolsChangeConsumer(this::offer)
                .build();
        client = connected;
        connected.initialize();
        offer(connected.listTools().tools());
        state = "connected";
        LOG.infof("MCP server connected: server=%s tools=%d", name, tools.size());
        while (true) {
            try {
                return way.ended().get(PING.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                connected.ping();
            } catch (ExecutionException e) {
                return String.valueOf(e.getCause());
            }
        }
    }

    /** Takes over what the server offers now; a tool that cannot be offered is left out and said to be. */
    private void offer(List<McpSchema.Tool> offered) {
        List<Tool> taken = new ArrayList<>();
        for (McpSchema.Tool tool : offered) {
            if (settings.hidden().contains(tool.name())) {
                continue;
            }
            Map<String, Object> schema = schema(tool);
            Optional<String> fault = taken.size() >= MOST_TOOLS
                    ? Optional.of("the server has more than " + MOST_TOOLS)
                    : nameFault(tool.name()).or(() -> McpSchemas.fault(schema));
            if (fault.isPresent()) {
                LOG.warnf("MCP tool left out: server=%s tool=%s reason=%s", name, tool.name(), fault.get());
            } else {
                taken.add(new McpTool(this, tool.name(), tool.description(), schema));
            }
        }
        tools = List.copyOf(taken);
    }

    private Optional<String> nameFault(String tool) {
        return TOOL_NAME.matcher(name + McpTool.SEPARATOR + tool).matches()
                ? Optional.empty()
                : Optional.of("its name is too long or holds other characters than letters, digits, _ and -");
    }

    private Map<String, Object> schema(McpSchema.Tool tool) {
        Map<String, Object> schema = McpTool.map(transports.json().convertValue(tool.inputSchema(), Map.class));
        schema.values().removeIf(value -> value == null);
        schema.putIfAbsent("properties", Map.of());
        return schema;
    }

    /**
     * Calls a tool.
     *
     * @throws SocketTimeoutException when the time is up; what was begun may still have its effect
     * @throws IOException when the server is not there or answers with an error of the protocol
     */
    CallToolResult call(String tool, Map<String, Object> arguments, Duration timeout)
            throws IOException, InterruptedException {
        McpSyncClient connected = client;
        if (connected == null) {
            throw new IOException("the MCP server " + name + " is not connected (" + state + ")");
        }
        CompletableFuture<CallToolResult> answer =
                CompletableFuture.supplyAsync(() -> connected.callTool(new CallToolRequest(tool, arguments)), calls);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the MCP server " + name + " did not answer within " + timeout.toMillis()
                    + " ms; what it began may still have its effect");
        } catch (ExecutionException e) {
            throw new IOException("the MCP server " + name + " answered: " + rootMessage(e), e);
        }
    }

    /** Tries whether it answers. */
    void ping() throws IOException {
        McpSyncClient connected = client;
        if (connected == null || !state.equals("connected")) {
            throw new IOException(state);
        }
        try {
            connected.ping();
        } catch (RuntimeException e) {
            throw new IOException(rootMessage(e), e);
        }
    }

    private void disconnect() {
        tools = List.of();
        McpSyncClient connected = client;
        client = null;
        if (connected != null) {
            connected.closeGracefully();
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
