package io.agentaiops.alertrouter.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PeerWatchTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final UUID PEER = UUID.randomUUID();

    private final PeerWatch watch = new PeerWatch(Duration.ofSeconds(6));

    private List<UUID> look(long second, long beat) {
        return watch.silent(Map.of(PEER, beat), 1_000 * SECOND + second * SECOND);
    }

    @Test
    void whoseCountStandsStillForLongerThanAllowedIsSilent() {
        for (int second = 0; second <= 6; second++) {
            assertThat(look(second, 7)).isEmpty();
        }

        assertThat(look(7, 7)).containsExactly(PEER);
    }

    @Test
    void whoSaysSomethingStartsAnew() {
        for (int second = 0; second <= 20; second++) {
            assertThat(look(second, second / 5)).isEmpty();
        }
    }

    @Test
    void nobodyIsSilentBecauseTheWatcherWasAway() {
        look(0, 7);
        look(1, 7);

        assertThat(look(61, 7)).isEmpty();
        assertThat(look(62, 7)).isEmpty();
        for (int second = 63; second <= 67; second++) {
            assertThat(look(second, 7)).isEmpty();
        }
        assertThat(look(68, 7)).containsExactly(PEER);
    }

    @Test
    void whoLeftIsForgotten() {
        look(0, 7);
        for (int second = 1; second <= 10; second++) {
            assertThat(watch.silent(Map.of(), 1_000 * SECOND + second * SECOND)).isEmpty();
        }

        assertThat(look(11, 7)).isEmpty();
    }
}
