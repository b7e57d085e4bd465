package io.agentaiops.agentgateway.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.agentmodel.Conversation;
import io.agentaiops.agentgateway.passthrough.Refusal;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a chat completion for the agent is asked with. Fields that mean nothing to an agent (temperature, tools, …) are
 * read past, as clients send them unasked.
 *
 * @param conversation what was said
 * @param stream whether the answer is wanted piece by piece
 * @param includeUsage whether a stream is to end with what it took
 */
record CompletionRequest(Conversation conversation, boolean stream, boolean includeUsage) {

    /** The model that a request names, or why it cannot be read. */
    sealed interface Addressed {
        record To(String model, JsonNode body) implements Addressed {}

        record Unreadable(Refusal refusal) implements Addressed {}
    }

    /** Reads as much of a body as is needed to know whom it is for. */
    static Addressed addressed(Buffer body, ObjectMapper json) {
        JsonNode root;
        try {
            root = json.readTree(body.toString(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return new Addressed.Unreadable(
                    Refusal.bad("invalid_json", "The body is not JSON: " + e.getOriginalMessage(), null));
        }
        if (root == null || !root.isObject()) {
            return new Addressed.Unreadable(Refusal.bad("invalid_json", "The body must be a JSON object.", null));
        }
        JsonNode model = root.path("model");
        return model.isTextual() && !model.asText().isBlank()
                ? new Addressed.To(model.asText(), root)
                : new Addressed.Unreadable(Refusal.bad("missing_model", "model must name a model.", "model"));
    }

    /** The request, or empty when nobody asks anything. */
    static Optional<CompletionRequest> of(JsonNode body) {
        List<Conversation.Message> messages = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            switch (message.path("role").asText()) {
                case "user" -> messages.add(new Conversation.Message(true, text(message.path("content"))));
                case "assistant" -> messages.add(new Conversation.Message(false, text(message.path("content"))));
                default -> {
                    // system, developer and tool messages: the agent has rules and tools of its own
                }
            }
        }
        return Conversation.of(messages)
                .map(conversation -> new CompletionRequest(
                        conversation,
                        body.path("stream").asBoolean(false),
                        body.path("stream_options").path("include_usage").asBoolean(false)));
    }

    /** Content is a text or a list of parts, of which only texts are taken. */
    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }
}
