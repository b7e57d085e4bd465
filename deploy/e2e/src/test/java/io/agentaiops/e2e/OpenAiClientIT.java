package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The npm client {@code openai}, unmodified. */
@Order(15)
class OpenAiClientIT {

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
    void theOpenAiClientWorksUnmodified() {
        JsonNode seen = NodeClient.run(stack, "openai.mjs");

        assertThat(seen.get("models")).extracting(JsonNode::asText).contains("agent-aiops", "scripted:latest");
        assertThat(seen.at("/agent/owned_by").asText()).isEqualTo("agent-aiops");

        assertThat(seen.at("/whole/content").asText()).contains("**Sources**", "disk-filling-up.md, lines");
        assertThat(seen.at("/whole/reasoning").asText()).contains("df -h");
        assertThat(seen.at("/whole/finish").asText()).isEqualTo("stop");
        assertThat(seen.at("/whole/usage").has("total_tokens")).isTrue();
        assertThat(seen.get("sameSession").asBoolean()).isTrue();

        assertThat(seen.at("/stream/content").asText()).contains("**Sources**");
        assertThat(seen.at("/stream/reasoning").asText()).contains("Calling `df -h`");
        assertThat(seen.at("/stream/finish").asText()).isEqualTo("stop");
        assertThat(seen.at("/stream/usage").has("prompt_tokens")).isTrue();

        assertThat(seen.at("/passedThrough/content").asText()).isEqualTo(String.join("", ScriptedOllama.ANSWER));
        assertThat(seen.at("/passedThroughTools/calls/0/function/name").asText())
                .isEqualTo("weather");
        assertThat(seen.at("/embedding/embedding")).hasSize(3);

        assertThat(seen.at("/wrongKey/name").asText()).isEqualTo("AuthenticationError");
        assertThat(seen.at("/wrongKey/code").asText()).isEqualTo("invalid_api_key");
        assertThat(seen.at("/unknownModel/name").asText()).isEqualTo("NotFoundError");
        assertThat(seen.at("/nothingAsked/name").asText()).isEqualTo("BadRequestError");
        assertThat(seen.at("/nothingAsked/message").asText()).contains("messages must hold");
    }
}
