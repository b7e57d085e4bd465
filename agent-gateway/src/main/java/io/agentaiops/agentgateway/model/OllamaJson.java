package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.langchain4j.ollama.ChatResponse;
import io.quarkiverse.langchain4j.ollama.Message;
import io.quarkiverse.langchain4j.ollama.ToolCall;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Lets the chat client read past fields that it does not know. It borrows the service's JSON mapper, which refuses them
 * for the sake of the REST API; Ollama sends more with every release, and a line that is refused is taken for half a
 * line and lost.
 */
@Singleton
class OllamaJson implements ObjectMapperCustomizer {

    @JsonIgnoreProperties(ignoreUnknown = true)
    private interface Tolerant {}

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addMixIn(ChatResponse.class, Tolerant.class);
        mapper.addMixIn(Message.class, Tolerant.class);
        mapper.addMixIn(ToolCall.class, Tolerant.class);
        mapper.addMixIn(ToolCall.FunctionCall.class, Tolerant.class);
    }
}
