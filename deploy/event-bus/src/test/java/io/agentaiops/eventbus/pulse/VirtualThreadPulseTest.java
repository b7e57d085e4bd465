package io.agentaiops.eventbus.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class VirtualThreadPulseTest {

    private final AtomicLong now = new AtomicLong();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final VirtualThreadPulse pulse = new VirtualThreadPulse(waiting::add, now::get);

    @Test
    void threadsThatRunKeepTheServiceAlive() {
        for (int i = 0; i < 50; i++) {
            pulse.beat();
            waiting.remove().run();
            now.addAndGet(Duration.ofSeconds(5).toNanos());
        }

        assertThat(pulse.call().getStatus()).isEqualTo(Status.UP);
        assertThat(waiting).isEmpty();
    }

    @Test
    void aThreadThatDoesNotRunForAMinuteEndsItAndOneThatRunsAfterAllRevivesIt() {
        for (int i = 0; i < 13; i++) {
            pulse.beat();
            now.addAndGet(Duration.ofSeconds(5).toNanos());
        }

        assertThat(pulse.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(waiting).as("no others are piled up behind it").hasSize(1);
        waiting.remove().run();
        assertThat(pulse.call().getStatus()).isEqualTo(Status.UP);
    }
}
