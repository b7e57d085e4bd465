package io.agentaiops.bench;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where the time of a tool step goes, from what model, gateway and tool-runner noted; all by one clock. */
final class ToolStepParts {

    private final StreamLoad gateway;
    private final ScriptedModel model;
    private final Latencies all = new Latencies();
    private final Latencies decided = new Latencies();
    private final Latencies there = new Latencies();
    private final Latencies within = new Latencies();
    private final Latencies back = new Latencies();

    ToolStepParts(StreamLoad gateway, ScriptedModel model) {
        this.gateway = gateway;
        this.model = model;
    }

    /** Takes the step of that run in, if it counts. */
    void add(String runId, boolean counts) {
        JsonObject run = gateway.get("/api/v1/runs/" + runId);
        var steps = run.getJsonArray("steps");
        if (steps.size() != 1 || !steps.getJsonObject(0).getString("state").equals("succeeded")) {
            throw new IllegalStateException("the run made no step that succeeded: " + run);
        }
        if (!counts) {
            return;
        }
        JsonObject step = steps.getJsonObject(0);
        JsonObject call = gateway.get("/api/v1/tool-calls/" + step.getString("callId"));
        Duration own = Duration.ofMillis(step.getLong("durationMs"));
        Instant asked = step.getInstant("askedAt");
        Instant accepted = call.getInstant("acceptedAt");
        Instant completed = call.getInstant("completedAt");
        all.add(Duration.between(model.toolAskedAt(), model.resultSeenAt())
                .minus(own)
                .toNanos());
        decided.add(Duration.between(model.toolAskedAt(), asked).toNanos());
        there.add(Duration.between(asked, accepted).toNanos());
        within.add(Duration.between(accepted, completed).minus(own).toNanos());
        back.add(Duration.between(completed, model.resultSeenAt()).toNanos());
    }

    List<String> rows() {
        return List.of(
                all.row("model's turn to its next, less the tool's own"),
                decided.row("  of it: the turn read and decided"),
                there.row("  of it: stored, sent, heard by tool-runner"),
                within.row("  of it: tool-runner, without the tool"),
                back.row("  of it: result sent, stored, model asked"));
    }
}
