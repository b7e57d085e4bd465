package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerHttp;
import io.agentaiops.agentgateway.peer.PeerReply;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tools of tool-runner, called on behalf of the client's own principal: its roles, its policy, its approvals. */
@ApplicationScoped
class PlatformTools {

    private static final String TOOLS = "/api/v1/tools";
    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final Set<String> AT_WORK = Set.of("accepted", "running");

    private final PeerHttp http;
    private final McpConfig config;

    PlatformTools(PeerHttp http, McpConfig config) {
        this.http = http;
        this.config = config;
    }

    /** Those that are switched on, by name. */
    List<ObjectNode> list(Caller caller) throws PeerUnavailable {
        List<ObjectNode> tools = new ArrayList<>();
        http.get(Peer.TOOL_RUNNER, TOOLS, Map.of(), caller).ifPresent(reply -> {
            JsonNode list = reply.isArray() ? reply : reply.path("items");
            list.forEach(tool -> {
                if (tool.path("enabled").asBoolean(true)) {
                    tools.add(entry(tool));
                }
            });
        });
        tools.sort(Comparator.comparing(tool -> tool.path("name").asText()));
        return tools;
    }

    private static ObjectNode entry(JsonNode tool) {
        String name = tool.path("name").asText();
        return ToolEntry.of(
                name,
                name,
                tool.path("description").asText(),
                tool.path("inputSchema"),
                tool.path("risk").asText().equals("read"));
    }

    /** Calls a tool and waits a while for its result. */
    ToolAnswer call(String name, JsonNode arguments, Caller caller) throws PeerUnavailable {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("arguments", arguments.isObject() ? arguments : JsonNodeFactory.instance.objectNode());
        PeerReply reply = http.exchange(
                Peer.TOOL_RUNNER,
                TOOLS + "/" + PeerHttp.encode(name) + "/calls",
                body,
                Map.of("Prefer", "wait=" + config.toolWait().toSeconds()),
                config.toolWait().plus(SLACK),
                caller);
        if (reply.status() == 404) {
            return new ToolAnswer.Unknown(name);
        }
        if (reply.status() == 403) {
            return ToolAnswer.Made.wrong("This key may not call tools: the role operator is needed.");
        }
        return reply.succeeded() ? answer(reply.body()) : ToolAnswer.Made.wrong(reply.detail());
    }

    /** How a call stands, if it is the caller's own; other people's calls do not exist. */
    Optional<ToolAnswer> status(String callId, Caller caller) throws PeerUnavailable {
        return http.get(Peer.TOOL_RUNNER, "/api/v1/tool-calls/" + PeerHttp.encode(callId), Map.of(), caller)
                .filter(call ->
                        caller.isAdmin() || call.path("principal").asText().equals(caller.principal()))
                .map(PlatformTools::answer);
    }

    private static ToolAnswer answer(JsonNode call) {
        String state = call.path("state").asText();
        String callId = call.path("callId").asText();
        if (state.equals("waiting-approval")) {
            JsonNode approval = call.path("approval");
            String text =
                    "Nothing ran yet: this changes something, so an approver must decide first. Pending approval id: "
                            + approval.path("approvalId").asText() + ", plan: "
                            + approval.path("plan").asText() + ". Ask tool_call_status with the callId " + callId
                            + " for the outcome.";
            return new ToolAnswer.Undecided(text, call, callId);
        }
        if (AT_WORK.contains(state)) {
            return new ToolAnswer.Made(
                    "Still " + state + ". Ask tool_call_status with the callId " + callId + " for the outcome.",
                    call,
                    false);
        }
        String output = call.path("output").asText("");
        String reason = call.path("reason").asText("");
        String text = state.equals("succeeded") && !output.isBlank()
                ? output
                : (state + (reason.isBlank() ? "" : ": " + reason) + (output.isBlank() ? "" : "\n\n" + output));
        return new ToolAnswer.Made(text, call, !state.equals("succeeded"));
    }
}
