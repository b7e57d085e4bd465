package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes the body of {@code /api/chat}. {@code truncate} and {@code shift} are off: a prompt that does not fit must
 * fail, and not lose its beginning in silence. A model without tools gets calls and their results as plain text.
 */
final class ChatBody {

    private final ObjectMapper json;
    private final OllamaConfig config;

    ChatBody(ObjectMapper json, OllamaConfig config) {
        this.json = json;
        this.config = config;
    }

    ObjectNode of(ChatRequest request, ModelTraits traits) {
        ObjectNode body = json.createObjectNode();
        body.put("model", request.model());
        ArrayNode messages = body.putArray("messages");
        request.turns().forEach(turn -> messages.add(message(turn, traits.usesTools())));
        body.put("stream", true);
        body.put("truncate", false);
        body.put("shift", false);
        body.set("keep_alive", json.valueToTree(OllamaClient.keepAlive(config.keepAlive())));
        if (!request.tools().isEmpty() && traits.usesTools()) {
            ArrayNode tools = body.putArray("tools");
            request.tools().forEach(tool -> tools.add(tool(tool)));
        }
        if (request.format() != null) {
            body.set("format", request.format());
        }
        if (traits.thinks()) {
            Boolean wish = request.parameters().think();
            body.put("think", wish == null ? config.think() : wish);
        }
        body.set(
                "options",
                json.valueToTree(request.parameters().options(request.contextTokens(), config.temperature())));
        return body;
    }

    private ObjectNode tool(ModelTool tool) {
        ObjectNode function = json.createObjectNode();
        function.put("name", tool.name());
        function.put("description", tool.description());
        function.set("parameters", tool.inputSchema());
        return json.createObjectNode().put("type", "function").set("function", function);
    }

    private ObjectNode message(ChatTurn turn, boolean withTools) {
        return switch (turn) {
            case ChatTurn.Rules rules -> text("system", rules.text());
            case ChatTurn.User user -> text("user", user.text());
            case ChatTurn.Model model -> withTools ? model(model) : text("assistant", inWords(model));
            case ChatTurn.ToolResult result ->
                withTools
                        ? text("tool", result.text())
                                .put("tool_name", result.tool())
                                .put("tool_call_id", result.callId())
                        : text("user", "Result of the tool " + result.tool() + ":\n" + result.text());
        };
    }

    private ObjectNode model(ChatTurn.Model model) {
        ObjectNode message = text("assistant", model.text());
        if (!model.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            model.calls()
                    .forEach(call -> calls.addObject()
                            .put("id", call.callId())
                            .putObject("function")
                            .put("name", call.tool())
                            .set("arguments", arguments(call)));
        }
        return message;
    }

    private static String inWords(ChatTurn.Model model) {
        StringBuilder text = new StringBuilder(model.text());
        model.calls()
                .forEach(call -> text.append("\n(I called the tool ")
                        .append(call.tool())
                        .append(" with ")
                        .append(call.arguments())
                        .append(".)"));
        return text.toString();
    }

    private ObjectNode text(String role, String content) {
        return json.createObjectNode().put("role", role).put("content", content);
    }

    /** Ollama takes arguments as an object; what is none is sent as an empty one. */
    private JsonNode arguments(WantedCall call) {
        try {
            JsonNode node = json.readTree(call.arguments());
            return node != null && node.isObject() ? node : json.createObjectNode();
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }
}
