package io.agentaiops.toolrunner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.eventcontracts.operation.ProcedureRunProgressed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** ops-scheduler as a tool sees it: begins one runbook over the bus, and shows its runs through a gateway. */
@ApplicationScoped
class OpsProbe {

    static final String RUNBOOK = "emergency-stopped";

    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final Map<String, String> shown = new ConcurrentHashMap<>();
    private final List<OperationRequested> asked = new CopyOnWriteArrayList<>();
    private final Outbox outbox;
    private final URI gateway;
    private @Nullable HttpServer server;

    OpsProbe(Outbox outbox, @ConfigProperty(name = "aiops.peers.gateway") URI gateway) {
        this.outbox = outbox;
        this.gateway = gateway;
    }

    void listen(@Observes Subscriptions on) {
        on.broadcast(OperationRequested.class, (event, meta) -> {
            if (event.capability().equals("runbook.start")) {
                requested(event);
            }
        });
    }

    /** Whether runs can be looked at from now on. */
    void gatewayAnswers(boolean answers) {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (answers) {
            server = started();
        }
    }

    private HttpServer started() {
        try {
            HttpServer fresh = HttpServer.create(new InetSocketAddress(gateway.getHost(), gateway.getPort()), 0);
            fresh.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            fresh.createContext("/api/v1/operations/", this::show);
            fresh.start();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<OperationRequested> asked(String callId) {
        return asked.stream()
                .filter(event -> callId.equals(event.arguments().get("call")))
                .toList();
    }

    /** Whether somebody has looked at the run while it was in that state. */
    boolean wasShown(String runId, String state) {
        return state.equals(shown.get(runId));
    }

    /** The run goes on to that state, and says so. */
    void goesOn(String runId, String state) {
        states.put(runId, state);
        say(new ProcedureRunProgressed(runId, RUNBOOK, "Stopped", state, null, null, "", Instant.now()));
    }

    private void requested(OperationRequested event) {
        asked.add(event);
        String call = String.valueOf(event.arguments().get("call"));
        boolean known = RUNBOOK.equals(event.arguments().get("procedure"));
        if (known) {
            states.putIfAbsent(call, "running");
        }
        say(new OperationCompleted(
                event.operationId(),
                event.runId(),
                event.capability(),
                known ? Outcome.SUCCEEDED : Outcome.REFUSED,
                known ? "'Stopped' has begun" : "there is no emergency runbook of that name",
                known ? Map.of("runId", call, "begun", true) : Map.of(),
                1,
                Instant.now()));
    }

    private void show(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String runId = path.substring(path.lastIndexOf('/') + 1);
        String state = states.getOrDefault(runId, "");
        boolean known = !state.isEmpty()
                && ("Bearer " + GatewayResource.KEY)
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String body = known ? """
                {"state": "%s", "summary": "Under way", "links": {"self": "%s"}, "steps": [
                  {"title": "Look", "state": "succeeded", "summary": "", "command": "uptime",
                   "evidence": {"output": "up 3 days\\n"}},
                  {"title": "Restart", "state": "%s", "summary": "", "command": "reboot", "evidence": {}}]}
                """.formatted(state, path, state.equals("running") ? "pending" : state) : "{}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
        shown.put(runId, state);
    }

    private void say(Event event) {
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(event));
    }
}
