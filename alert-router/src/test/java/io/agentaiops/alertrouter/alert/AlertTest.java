package io.agentaiops.alertrouter.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private static Alert alert(int start, int end, boolean assumed, int heard) {
        return new Alert(
                Labels.of(Map.of("alertname", "X")),
                Map.of(),
                NOON.plusSeconds(start),
                NOON.plusSeconds(end),
                assumed,
                NOON.plusSeconds(heard),
                "");
    }

    @Test
    void repetitionKeepsTheStartAndMovesTheEnd() {
        Alert known = alert(0, 300, true, 0).followedBy(alert(60, 360, true, 60));

        assertThat(known.startsAt()).isEqualTo(NOON);
        assertThat(known.endsAt()).isEqualTo(NOON.plusSeconds(360));
    }

    @Test
    void explicitEndOutlastsAnAssumedOne() {
        Alert known = alert(0, 900, false, 0).followedBy(alert(60, 360, true, 60));

        assertThat(known.endsAt()).isEqualTo(NOON.plusSeconds(900));
        assertThat(known.endAssumed()).isFalse();
    }

    @Test
    void endThatIsToldEndsTheAlert() {
        Alert known = alert(0, 300, true, 0).followedBy(alert(0, 100, false, 100));

        assertThat(known.resolvedAt(NOON.plusSeconds(100))).isTrue();
    }

    @Test
    void occurrenceAfterTheEndIsAnotherOne() {
        Alert known = alert(0, 100, false, 100).followedBy(alert(500, 800, true, 500));

        assertThat(known.startsAt()).isEqualTo(NOON.plusSeconds(500));
    }

    @Test
    void endBeforeStartIsRefused() {
        assertThatThrownBy(() -> alert(10, 0, false, 0)).hasMessage("start time must be before end time");
    }
}
