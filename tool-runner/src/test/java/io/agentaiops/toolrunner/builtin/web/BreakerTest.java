package io.agentaiops.toolrunner.builtin.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.toolrunner.builtin.web.Breaker.State;
import io.agentaiops.toolrunner.builtin.web.ProviderFault.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void opensAfterThreeFaultsInARow() {
        Breaker twice = Breaker.CLOSED.failed(fault(Kind.TIMED_OUT), NOW).failed(fault(Kind.UNREACHABLE), NOW);
        assertThat(twice.state(NOW)).isEqualTo(State.CLOSED);

        Breaker thrice = twice.failed(fault(Kind.BAD_ANSWER), NOW);

        assertThat(thrice.state(NOW)).isEqualTo(State.OPEN);
        assertThat(thrice.state(NOW.plusSeconds(60))).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void opensAtOnceWhenTheProviderDoesNotWant() {
        assertThat(Breaker.CLOSED.failed(fault(Kind.RATE_LIMITED), NOW).state(NOW))
                .isEqualTo(State.OPEN);
        assertThat(Breaker.CLOSED.failed(fault(Kind.BLOCKED), NOW).state(NOW)).isEqualTo(State.OPEN);
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        ProviderFault later = new ProviderFault(Kind.RATE_LIMITED, "later", Duration.ofHours(3));

        assertThat(Breaker.CLOSED.failed(later, NOW).openUntil()).isEqualTo(NOW.plus(Duration.ofHours(3)));
    }

    @Test
    void failedTrialDoublesThePause() {
        Breaker first = Breaker.CLOSED.failed(fault(Kind.RATE_LIMITED), NOW);
        Breaker second = first.failed(fault(Kind.TIMED_OUT), NOW);

        assertThat(first.openUntil()).isEqualTo(NOW.plusSeconds(60));
        assertThat(second.openUntil()).isEqualTo(NOW.plusSeconds(120));
    }

    @Property
    void neverStaysOpenForMoreThanAnHourByItself(@ForAll @Size(min = 1, max = 40) List<Kind> kinds) {
        Breaker breaker = Breaker.CLOSED;
        for (Kind kind : kinds) {
            breaker = breaker.failed(fault(kind), NOW);
        }

        Instant until = breaker.openUntil();
        assertThat(until == null || !until.isAfter(NOW.plus(Duration.ofHours(1))))
                .isTrue();
        assertThat(breaker.failures()).isEqualTo(kinds.size());
        assertThat(kinds.size() < 3 || breaker.state(NOW) == State.OPEN).isTrue();
    }

    private static ProviderFault fault(Kind kind) {
        return new ProviderFault(kind, "test");
    }
}
