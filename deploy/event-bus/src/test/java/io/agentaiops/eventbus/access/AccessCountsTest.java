package io.agentaiops.eventbus.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessCountsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    private final AccessCounts counts = new AccessCounts();

    @Test
    void refusalsOfOneKindAreOneEntryWithTheirNumber() {
        Access refused = new Access(Access.NOBODY, "a", "/api", "unauthorized");
        counts.add(refused, 1, NOW);
        counts.add(refused, 1, NOW.plusSeconds(1));

        assertThat(counts.take()).containsExactly(java.util.Map.entry(refused, 2L));
        assertThat(counts.take()).isEmpty();
    }

    @Test
    void whoeverIsLetInIsNamedOnceAnHour() {
        Access allowed = new Access("ada", "a", "/api", Access.ALLOWED);
        counts.add(allowed, 1, NOW);
        counts.take();

        counts.add(allowed, 1, NOW.plus(Duration.ofMinutes(59)));
        assertThat(counts.take()).isEmpty();
        counts.add(allowed, 1, NOW.plus(Duration.ofMinutes(61)));
        assertThat(counts.take()).hasSize(1);
    }

    @Test
    void knockingFromManyAddressesFillsNothing() {
        for (int i = 0; i < 10_000; i++) {
            counts.add(new Access(Access.NOBODY, "a" + i, "/api", "unauthorized"), 1, NOW);
        }

        var taken = counts.take();
        assertThat(taken).hasSize(201);
        assertThat(taken.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(10_000);
    }
}
