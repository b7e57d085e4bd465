package io.agentaiops.toolrunner.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EnvironmentVariablesTest {

    private static final String PATTERN = "${OLLAMA_BASE_URL}(/api)?";

    @Test
    void eachAddressOfAListIsTaken() {
        EnvironmentVariables variables =
                new EnvironmentVariables(Map.of("OLLAMA_BASE_URL", "http://a.b:1, http://c:2,"));

        assertThat(variables.expandEach(PATTERN, Pattern::quote))
                .containsExactly("\\Qhttp://a.b:1\\E(/api)?", "\\Qhttp://c:2\\E(/api)?");
    }

    @Test
    void textWithoutVariableStaysAndOneThatIsNotSetIsLeftOut() {
        EnvironmentVariables variables = new EnvironmentVariables(Map.of("EMPTY", " , "));

        assertThat(variables.expandEach("http://x", Pattern::quote)).containsExactly("http://x");
        assertThat(variables.expandEach(PATTERN, Pattern::quote)).isEmpty();
        assertThat(variables.expandEach("${EMPTY}/api", Pattern::quote)).isEmpty();
    }
}
