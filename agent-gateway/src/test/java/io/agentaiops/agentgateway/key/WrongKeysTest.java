package io.agentaiops.agentgateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WrongKeysTest {

    private final MovedClock clock = new MovedClock();
    private final WrongKeys wrong = new WrongKeys(10, clock);

    @Test
    void anAddressIsShutOutAfterItsTriesAndLetInAgainLater() {
        for (int i = 0; i < 10; i++) {
            assertThat(wrong.take("192.0.2.1")).isTrue();
        }

        assertThat(wrong.take("192.0.2.1")).isFalse();
        assertThat(wrong.take("192.0.2.2")).isTrue();
        assertThat(wrong.retryAfter("192.0.2.1")).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));

        clock.now = clock.now.plusSeconds(7);
        assertThat(wrong.take("192.0.2.1")).isTrue();
    }

    @Test
    void addressesOfOneIpv6NetworkCountAsOne() {
        for (int i = 0; i < 10; i++) {
            wrong.take("2001:db8:1:2::" + i);
        }

        assertThat(wrong.take("2001:db8:1:2::ffff")).isFalse();
        assertThat(wrong.take("2001:db8:1:3::1")).isTrue();
        assertThat(WrongKeys.network("::1")).isEqualTo(":");
        assertThat(WrongKeys.network("::ffff:192.0.2.1")).isEqualTo("::ffff:192.0.2.1");
    }

    @Test
    void manyAddressesTogetherAreShutOutToo() {
        for (int i = 0; i < 500; i++) {
            wrong.take("192.0.2." + i);
        }

        assertThat(wrong.take("198.51.100.1")).isFalse();
    }

    @Test
    void aKeyThatWasRightCostsNoTry() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(wrong.take("192.0.2.1")).isTrue();
            wrong.giveBack("192.0.2.1");
        }
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
