package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.passthrough.Dialect;
import io.agentaiops.agentgateway.passthrough.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Answers and errors as JSON-RPC 2.0 has them. */
@ApplicationScoped
class McpDialect implements Dialect {

    @Override
    public String protocol() {
        return "mcp";
    }

    @Override
    public String error(Refusal refusal) {
        int code = refusal.status() < 500 ? Reply.Failure.INVALID_REQUEST : Reply.Failure.INTERNAL;
        return message(null, Reply.Failure.of(refusal.status(), code, refusal.message()), Era.LEGACY);
    }

    @Override
    public String brokenOff(String reason) {
        return event(message(null, Reply.Failure.of(200, Reply.Failure.INTERNAL, reason), Era.LEGACY));
    }

    /** The answer to the request of that id; an error without one when it could not be read. */
    String message(@Nullable JsonNode id, Reply reply, Era era) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        if (id != null) {
            message.set("id", id);
        }
        switch (reply) {
            case Reply.Result result ->
                message.set("result", era == Era.MODERN ? complete(result.content()) : result.content());
            case Reply.Failure failure -> {
                ObjectNode error =
                        message.putObject("error").put("code", failure.code()).put("message", failure.message());
                if (failure.data() != null) {
                    error.set("data", failure.data());
                }
            }
        }
        return message.toString();
    }

    /** A notification of progress, numbered from 1. */
    String progress(JsonNode token, int number, String text) {
        ObjectNode message =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", "notifications/progress");
        ObjectNode params = message.putObject("params").put("progress", number).put("message", text);
        params.set("progressToken", token);
        return event(message.toString());
    }

    String event(String message) {
        return "event: message\ndata: " + message + "\n\n";
    }

    private static ObjectNode complete(ObjectNode result) {
        if (!result.has("resultType")) {
            result.put("resultType", "complete");
        }
        result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", McpServer.info());
        return result;
    }
}
