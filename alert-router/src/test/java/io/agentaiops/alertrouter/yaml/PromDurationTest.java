package io.agentaiops.alertrouter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PromDurationTest {

    @Test
    void readsPrometheusNotation() {
        assertThat(PromDuration.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(PromDuration.parse("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(PromDuration.parse("1w")).isEqualTo(Duration.ofDays(7));
        assertThat(PromDuration.parse("0")).isEqualTo(Duration.ZERO);
    }

    @Test
    void anythingElseIsRefused() {
        for (String wrong : List.of("", "5", "m", "-5m", "5 m", "1m1h", "5min", "99999999999999999999y")) {
            assertThatThrownBy(() -> PromDuration.parse(wrong), wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong);
        }
    }

    @Property
    void printedDurationReadsBackTheSame(@ForAll @LongRange(min = 0, max = 10_000_000_000L) long millis) {
        Duration duration = Duration.ofMillis(millis);

        assertThat(PromDuration.parse(PromDuration.print(duration))).isEqualTo(duration);
    }
}
