package io.agentaiops.agentgateway.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.passthrough.Dialect;
import io.agentaiops.agentgateway.passthrough.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Errors as Ollama has them: {@code {"error": message}}, also as the last line of a stream. */
@ApplicationScoped
class OllamaDialect implements Dialect {

    private final ObjectMapper json;

    OllamaDialect(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public String protocol() {
        return "ollama";
    }

    @Override
    public String error(Refusal refusal) {
        return write(Map.of("error", refusal.message()));
    }

    @Override
    public String brokenOff(String reason) {
        return "\n" + write(Map.of("error", reason)) + "\n";
    }

    /** The value as JSON. */
    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
