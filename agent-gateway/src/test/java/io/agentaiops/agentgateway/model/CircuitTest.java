package io.agentaiops.agentgateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(30);

    @Test
    void itOpensAfterSoManyFailuresInARow() {
        Circuit twice = Circuit.CLOSED.failed(NOW, 3, PAUSE).failed(NOW, 3, PAUSE);
        assertThat(twice.lets(NOW)).isTrue();

        Circuit open = twice.failed(NOW, 3, PAUSE);
        assertThat(open.lets(NOW)).isFalse();
        assertThat(open.lets(NOW.plus(PAUSE))).isTrue();
    }

    @Test
    void afterThePauseOneFailureOpensItAgainAndOneSuccessClosesIt() {
        Circuit open = new Circuit(3, NOW);

        assertThat(open.failed(NOW, 3, PAUSE).lets(NOW)).isFalse();
        assertThat(open.succeeded()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void aSuccessInBetweenStartsTheCountAnew() {
        Circuit circuit = Circuit.CLOSED
                .failed(NOW, 3, PAUSE)
                .failed(NOW, 3, PAUSE)
                .succeeded()
                .failed(NOW, 3, PAUSE);

        assertThat(circuit.lets(NOW)).isTrue();
    }
}
