package io.agentaiops.agentgateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RateSharingIT {

    private static final int LIMIT = 10;

    @Inject
    RateUseStore store;

    private final Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);

    @Test
    void whatOneReplicaLetThroughCountsAtTheOther() {
        RateBuckets one = new RateBuckets(clock);
        RateBuckets other = new RateBuckets(clock);
        RateSharing ones = new RateSharing(one, store, clock);
        RateSharing others = new RateSharing(other, store, clock);
        String caller = "key:shared-" + clock.millis();
        one.take(caller, LIMIT);
        other.take(caller, LIMIT);
        ones.share();
        others.share();
        ones.share();

        for (int i = 0; i < 6; i++) {
            one.take(caller, LIMIT);
        }
        ones.share();
        others.share();

        assertThat(other.take(caller, LIMIT).remaining()).isEqualTo(LIMIT - 1 - 6 - 1);
        others.share();
        ones.share();
        assertThat(one.take(caller, LIMIT).remaining()).isEqualTo(LIMIT - 7 - 1 - 1);
    }
}
