package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The npm client {@code ollama}, unmodified. */
@Order(15)
class OllamaClientIT {

    private final Stack stack = Stack.get();

    @BeforeEach
    void ollamaAnswers() {
        stack.ollama().up(true);
        NodeClient.awaitModel(stack);
    }

    @AfterEach
    void ollamaDoesNot() {
        stack.ollama().up(false);
    }

    @Test
    void theOllamaClientWorksUnmodified() {
        JsonNode seen = NodeClient.run(stack, "ollama.mjs");

        assertThat(seen.get("version").asText()).isEqualTo("0.12.3");
        assertThat(seen.get("models")).extracting(JsonNode::asText).contains("agent-aiops", "scripted:latest");
        assertThat(seen.get("shown")).extracting(JsonNode::asText).contains("completion");
        assertThat(seen.get("alive").asText()).isEqualTo("Ollama is running");

        assertThat(seen.at("/stream/content").asText()).contains("**Sources**");
        assertThat(seen.at("/stream/thinking").asText()).contains("df -h");
        assertThat(seen.at("/stream/last/done").asBoolean()).isTrue();
        assertThat(seen.at("/stream/last/total_duration").asLong()).isPositive();
        assertThat(seen.at("/whole/message/content").asText()).contains("**Sources**");
        assertThat(seen.get("generated").asText()).contains("**Sources**");

        assertThat(seen.at("/passedThrough/content").asText()).isEqualTo(String.join("", ScriptedOllama.ANSWER));
        assertThat(seen.at("/passedThrough/last/eval_count").asInt()).isEqualTo(7);
        assertThat(seen.at("/embeddings/0")).hasSize(3);

        assertThat(seen.at("/unknownModel/status").asInt()).isEqualTo(404);
        assertThat(seen.at("/unknownModel/message").asText()).contains("not found");
        assertThat(seen.at("/pull/status").asInt()).isEqualTo(403);
        assertThat(seen.at("/pull/message").asText()).contains("/api/v1/models");
    }
}
