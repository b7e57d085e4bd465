package io.agentaiops.agentgateway.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.agentgateway.agentmodel.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the agent is asked by {@code /api/chat} or {@code /api/generate}.
 *
 * @param conversation what was said; empty when nothing is asked, which loads a model
 * @param form how the answer is written
 * @param stream whether the answer is wanted piece by piece, which is the default
 * @param thoughts whether what the agent does meanwhile is wanted
 */
record AgentRequest(Optional<Conversation> conversation, Form form, boolean stream, boolean thoughts) {

    /** Which of the two. */
    enum Form {
        CHAT,
        GENERATE
    }

    static AgentRequest chat(JsonNode body) {
        List<Conversation.Message> messages = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            String text = message.path("content").asText("");
            switch (message.path("role").asText()) {
                case "user" -> messages.add(new Conversation.Message(true, text));
                case "assistant" -> messages.add(new Conversation.Message(false, text));
                default -> {
                    // system and tool messages: the agent has rules and tools of its own
                }
            }
        }
        return of(Conversation.of(messages), Form.CHAT, body);
    }

    static AgentRequest generate(JsonNode body) {
        String prompt = body.path("prompt").asText("");
        return of(Conversation.of(List.of(new Conversation.Message(true, prompt))), Form.GENERATE, body);
    }

    private static AgentRequest of(Optional<Conversation> conversation, Form form, JsonNode body) {
        JsonNode think = body.path("think");
        boolean thoughts = !think.isBoolean() || think.asBoolean();
        return new AgentRequest(conversation, form, body.path("stream").asBoolean(true), thoughts);
    }
}
