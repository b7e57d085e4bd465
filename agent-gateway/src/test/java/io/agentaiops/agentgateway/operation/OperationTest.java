package io.agentaiops.agentgateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationTest {

    @Test
    void durationsAreWrittenAsPeopleWriteThem() {
        assertThat(with("60s")).isEqualTo(Duration.ofSeconds(60));
        assertThat(with("15h")).isEqualTo(Duration.ofHours(15));
        assertThat(with("7d")).isEqualTo(Duration.ofDays(7));
        assertThat(with("2w")).isEqualTo(Duration.ofDays(14));
        assertThatThrownBy(() -> with("soon")).hasMessageContaining("window").hasMessageContaining("soon");
    }

    @Test
    void aListMayBeOneItem() {
        assertThat(operation(Map.of("require", "a")).texts("require")).containsExactly("a");
        assertThat(operation(Map.of("require", List.of("a", "b"))).texts("require"))
                .containsExactly("a", "b");
        assertThat(operation(Map.of()).texts("require")).isEmpty();
    }

    private static Duration with(String window) {
        return operation(Map.of("window", window)).duration("window", Duration.ZERO);
    }

    private static Operation operation(Map<String, Object> arguments) {
        return new Operation("o", "r", "agent.performance", arguments, "ada", false, Instant.EPOCH);
    }
}
