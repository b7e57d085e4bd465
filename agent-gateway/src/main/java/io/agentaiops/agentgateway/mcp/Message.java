package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A message of JSON-RPC 2.0 from a client. */
sealed interface Message {

    /**
     * Wants an answer.
     *
     * @param id text or integer
     * @param method the method
     * @param params its parameters; a missing node when there are none
     */
    record Request(JsonNode id, String method, JsonNode params) implements Message {

        /** A field of {@code _meta}; a missing node when it is not there. */
        JsonNode meta(String key) {
            return params.path("_meta").path(key);
        }
    }

    /** Wants none: a notification, or an answer to something that was never asked. */
    record Unanswered() implements Message {}

    /** Is none. */
    record Malformed(Reply.Failure failure) implements Message {}

    /** Reads a body. */
    static Message of(String body, ObjectMapper json) {
        JsonNode root;
        try {
            root = json.readTree(body);
        } catch (JsonProcessingException e) {
            return malformed(Reply.Failure.PARSE_ERROR, "the body is not JSON: " + e.getOriginalMessage());
        }
        if (root.isArray()) {
            return malformed(Reply.Failure.INVALID_REQUEST, "batches are not taken: send one message at a time");
        }
        if (!root.isObject() || !root.path("jsonrpc").asText().equals("2.0")) {
            return malformed(Reply.Failure.INVALID_REQUEST, "the body must be a message of JSON-RPC 2.0");
        }
        JsonNode method = root.path("method");
        if (!method.isTextual()) {
            return root.has("result") || root.has("error")
                    ? new Unanswered()
                    : malformed(Reply.Failure.INVALID_REQUEST, "method must be a text");
        }
        if (!root.has("id")) {
            return new Unanswered();
        }
        JsonNode id = root.path("id");
        if (!id.isTextual() && !id.isIntegralNumber()) {
            return malformed(Reply.Failure.INVALID_REQUEST, "id must be a text or an integer");
        }
        JsonNode params = root.path("params");
        return params.isMissingNode() || params.isObject()
                ? new Request(id, method.asText(), params)
                : malformed(Reply.Failure.INVALID_REQUEST, "params must be an object");
    }

    private static Malformed malformed(int code, String message) {
        return new Malformed(Reply.Failure.of(400, code, message));
    }
}
