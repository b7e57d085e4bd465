package io.agentaiops.agentgateway.ollama;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.agentmodel.AgentModel;
import io.agentaiops.agentgateway.model.OllamaConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** What Ollama's clients are told about the agent where they expect a model. */
@ApplicationScoped
class AgentCard {

    /** Names no weights: there are none. */
    private static final String DIGEST = "0".repeat(64);

    private final ObjectMapper json;
    private final OllamaConfig config;
    private final Instant since;

    AgentCard(ObjectMapper json, OllamaConfig config, Clock clock) {
        this.json = json;
        this.config = config;
        this.since = clock.instant();
    }

    /** Its entry among the tags. */
    ObjectNode tag() {
        ObjectNode tag = json.createObjectNode()
                .put("name", AgentModel.NAME)
                .put("model", AgentModel.NAME)
                .put("modified_at", since.toString())
                .put("size", 0)
                .put("digest", DIGEST);
        tag.set("details", details());
        tag.putArray("capabilities").add("completion").add("thinking");
        return tag;
    }

    /** The answer to {@code /api/show}. */
    ObjectNode show() {
        ObjectNode shown = json.createObjectNode()
                .put("license", "")
                .put("modelfile", "")
                .put("parameters", "")
                .put("template", "{{ .Prompt }}")
                .put("modified_at", since.toString());
        shown.set("details", details());
        shown.putObject("model_info")
                .put("general.architecture", AgentModel.NAME)
                .put(AgentModel.NAME + ".context_length", config.contextTokens());
        shown.putArray("capabilities").add("completion").add("thinking");
        return shown;
    }

    private ObjectNode details() {
        ObjectNode details = json.createObjectNode()
                .put("parent_model", "")
                .put("format", "agent")
                .put("family", AgentModel.NAME)
                .put("parameter_size", "")
                .put("quantization_level", "");
        details.putArray("families").add(AgentModel.NAME);
        return details;
    }
}
