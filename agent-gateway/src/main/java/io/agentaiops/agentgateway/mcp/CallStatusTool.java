package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells how an earlier call of a tool went, such as one that waited for an approver. */
@ApplicationScoped
class CallStatusTool implements McpTool {

    private final PlatformTools tools;

    CallStatusTool(PlatformTools tools) {
        this.tools = tools;
    }

    @Override
    public String name() {
        return "tool_call_status";
    }

    @Override
    public boolean isLong() {
        return false;
    }

    @Override
    public ObjectNode description() {
        ObjectNode schema = ToolEntry.schema();
        ToolEntry.property(schema, "callId", "string", "The callId that the call was answered with.", true);
        return ToolEntry.of(
                name(),
                "Outcome of a tool call",
                "Tells how an earlier tool call went: one that waits for an approver, or was still at work.",
                schema,
                true);
    }

    @Override
    public ToolAnswer call(JsonNode arguments, Caller caller, Progress progress) throws PeerUnavailable {
        String callId = arguments.path("callId").asText("");
        if (callId.isBlank()) {
            return ToolAnswer.Made.wrong("callId must name a call");
        }
        return tools.status(callId, caller)
                .orElseGet(() -> ToolAnswer.Made.wrong("you have no call with the id " + callId));
    }
}
