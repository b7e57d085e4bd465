package io.agentaiops.alertrouter.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.silence.Silence.Phase;
import io.agentaiops.alertrouter.silence.Silence.Source;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private static Silence silence(String matchers, int start, int end) {
        return new Silence(
                new UUID(0, 1),
                new Matchers(MatcherParser.parse(matchers)),
                NOON.plusSeconds(start),
                NOON.plusSeconds(end),
                "ada",
                "ada",
                "maintenance",
                Source.API,
                NOON);
    }

    @Test
    void holdsFromItsStartUntilItsEnd() {
        Silence silence = silence("team=web", 10, 20);
        Labels web = Labels.of(Map.of("team", "web"));

        assertThat(silence.silences(web, NOON)).isFalse();
        assertThat(silence.silences(web, NOON.plusSeconds(10))).isTrue();
        assertThat(silence.silences(Labels.of(Map.of("team", "db")), NOON.plusSeconds(10)))
                .isFalse();
        assertThat(silence.phaseAt(NOON.plusSeconds(20))).isEqualTo(Phase.EXPIRED);
    }

    @Test
    void silenceOfEverythingByEmptyMatchersIsRefused() {
        assertThatThrownBy(() -> silence("team=~\".*\"", 0, 10)).hasMessageContaining("empty string");
    }

    @Test
    void activeSilenceKeepsItsIdOnlyWhileItsMatchersAndStartStay() {
        Silence active = silence("team=web", -10, 10);

        assertThat(active.canBecome(silence("team=web", -10, 60), NOON)).isTrue();
        assertThat(active.canBecome(silence("team=db", -10, 60), NOON)).isFalse();
        assertThat(active.canBecome(silence("team=web", 5, 60), NOON)).isFalse();
    }
}
