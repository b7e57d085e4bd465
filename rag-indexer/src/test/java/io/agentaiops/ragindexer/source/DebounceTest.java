package io.agentaiops.ragindexer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DebounceTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final Debounce<String> debounce = new Debounce<>(Duration.ofMillis(150), Duration.ofMillis(1500));

    @Test
    void itemSettlesWhenItHasBeenQuiet() {
        debounce.touch("a", START);
        debounce.touch("a", START.plusMillis(100));

        assertThat(debounce.settled(START.plusMillis(200))).isEmpty();
        assertThat(debounce.nextDue()).contains(START.plusMillis(250));
        assertThat(debounce.settled(START.plusMillis(250))).containsExactly(new Debounce.Settled<>("a", START));
        assertThat(debounce.settled(START.plusMillis(900))).isEmpty();
    }

    @Test
    void patienceEndsWithAnItemThatIsNeverQuiet() {
        for (int ms = 0; ms <= 1400; ms += 100) {
            debounce.touch("log", START.plusMillis(ms));
        }

        assertThat(debounce.settled(START.plusMillis(1500))).hasSize(1);
    }
}
