package io.agentaiops.agentgateway.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.model.ModelTool;
import io.agentaiops.agentgateway.model.WantedCall;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import io.agentaiops.agentgateway.toolcall.CallKey;
import io.agentaiops.agentgateway.toolcall.NextCall;
import io.agentaiops.agentgateway.toolcall.PlannedCall;
import io.agentaiops.agentgateway.toolcall.ToolCallTracker;
import io.agentaiops.agentgateway.toolcall.ToolCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The calls that a model asks for in one turn: those that make sense are made, all in one commit; one that was made
 * before in the run is answered from its result; the rest end at once, with the reason.
 */
@ApplicationScoped
class ToolTurn {

    private final ToolCatalog catalog;
    private final ToolCallTracker tracker;
    private final AgentConfig config;
    private final AgentMetrics metrics;
    private final ObjectMapper json;

    ToolTurn(
            ToolCatalog catalog, ToolCallTracker tracker, AgentConfig config, AgentMetrics metrics, ObjectMapper json) {
        this.catalog = catalog;
        this.tracker = tracker;
        this.config = config;
        this.metrics = metrics;
        this.json = json;
    }

    /** The calls without those that say the same as one before them in the turn. */
    List<WantedCall> distinct(List<WantedCall> calls) {
        Set<CallKey> seen = new HashSet<>();
        return calls.stream().filter(call -> seen.add(key(call))).toList();
    }

    /**
     * The names of the tools that there are. Asks tool-runner now and then, so it must be called outside of the
     * transaction in which the calls are requested.
     */
    Set<String> known() {
        Set<String> names = new HashSet<>();
        catalog.tools().stream().map(ModelTool::name).forEach(names::add);
        return names;
    }

    /**
     * Asks for the calls, in the current transaction. Says until when their results are waited for; empty when nothing
     * has to be waited for.
     */
    Optional<Instant> request(Run run, List<WantedCall> calls, List<Step> made, Set<String> known) {
        Map<CallKey, Step> before = new HashMap<>();
        made.stream()
                .filter(step -> step.state() != StepState.EXPIRED)
                .forEach(step -> before.putIfAbsent(CallKey.of(step.tool(), step.arguments()), step));
        List<NextCall> next = new ArrayList<>();
        int left = run.limits().toolCalls() - made.size();
        for (WantedCall call : calls) {
            PlannedCall plan = plan(call);
            Step earlier = before.get(key(call));
            if (earlier != null) {
                next.add(new NextCall.Repeat(plan, earlier));
                metrics.repeated();
            } else if (!known.contains(call.tool())) {
                next.add(new NextCall.Refuse(plan, "there is no tool " + call.tool() + "; there are " + known));
            } else if (left <= 0) {
                next.add(new NextCall.Refuse(
                        plan, "a run may make " + run.limits().toolCalls() + " calls, and has made them"));
            } else {
                next.add(new NextCall.Make(plan));
                left--;
            }
        }
        return tracker.request(run, made.size(), next);
    }

    private CallKey key(WantedCall call) {
        return CallKey.of(call.tool(), arguments(call));
    }

    private PlannedCall plan(WantedCall call) {
        return new PlannedCall(
                call.callId(), null, call.tool(), arguments(call), Map.of(), config.toolTimeout(), false);
    }

    private Map<String, Object> arguments(WantedCall call) {
        try {
            Map<String, Object> arguments =
                    json.readValue(call.arguments(), new TypeReference<Map<String, Object>>() {});
            arguments.values().removeIf(Objects::isNull);
            return arguments;
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
