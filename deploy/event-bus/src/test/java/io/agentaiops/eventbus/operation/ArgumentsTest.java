package io.agentaiops.eventbus.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private final Arguments arguments = new Arguments(Map.of(
            "window", "15h", "limit", 70, "names", List.of("a", "b"), "one", "c", "wrong", "soon", "nan", "NaN"));

    @Test
    void valuesAreReadByType() {
        assertThat(arguments.duration("window", Duration.ZERO)).isEqualTo(Duration.ofHours(15));
        assertThat(arguments.duration("absent", Duration.ofDays(7))).isEqualTo(Duration.ofDays(7));
        assertThat(arguments.percent("limit", 80)).isEqualTo(70);
        assertThat(arguments.texts("names")).containsExactly("a", "b");
        assertThat(arguments.texts("one")).containsExactly("c");
        assertThat(arguments.texts("absent")).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> arguments.duration("wrong", Duration.ZERO))
                .withMessage("wrong must be a duration such as 90s, 15h or 7d but is soon");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> arguments.text("absent"))
                .withMessage("absent is missing");
        assertThatIllegalArgumentException().isThrownBy(() -> arguments.percent("nan", 1));
    }
}
