package io.agentaiops.toolrunner;

import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Asks for calls of the terminal over the bus, and sees what became of them there and in the table. */
@ApplicationScoped
class CallProbe {

    static final Duration SOON = Duration.ofSeconds(25);

    private final BusProbe bus;
    private final Jdbi jdbi;

    CallProbe(BusProbe bus, Jdbi jdbi) {
        this.bus = bus;
        this.jdbi = jdbi;
    }

    static Origin origin() {
        return new Origin(Origin.Kind.RUN, Ids.next());
    }

    static ToolCallRequested call(
            String command, @Nullable Expectation expect, Instant deadline, @Nullable Long timeoutMs) {
        return new ToolCallRequested(
                Ids.next(), "terminal", Map.of("command", command), origin(), "ada", expect, deadline, timeoutMs);
    }

    static ToolCallRequested call(String command) {
        return call(command, null, Instant.now().plusSeconds(120), null);
    }

    /** Asks for it; returns the call's id. */
    String ask(String command, @Nullable Expectation expect) {
        return ask(call(command, expect, Instant.now().plusSeconds(60), null));
    }

    String ask(String command) {
        return ask(command, null);
    }

    String ask(ToolCallRequested call) {
        bus.send(call);
        return call.callId();
    }

    /** Its result, as soon as it is said. */
    ToolCallCompleted completed(String callId) {
        return await().atMost(SOON)
                .until(() -> results(callId), found -> !found.isEmpty())
                .getFirst();
    }

    List<ToolCallCompleted> results(String callId) {
        return bus.heard(ToolCallCompleted.class, done -> done.callId().equals(callId));
    }

    /** How often it was started. */
    int attempts(String callId) {
        return Integer.parseInt(row(callId, "attempts"));
    }

    String state(String callId) {
        return row(callId, "state");
    }

    /** A column of its row, as text. */
    String row(String callId, String column) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select to_jsonb(c) ->> :column from tool_call c where call_id = :id")
                        .bind("column", column)
                        .bind("id", callId)
                        .mapTo(String.class)
                        .one());
    }

    boolean is(String callId, String state) {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "select count(*) from tool_call where call_id = :id and state = :state")
                        .bind("id", callId)
                        .bind("state", state)
                        .mapTo(Integer.class)
                        .one())
                == 1;
    }
}
