package io.agentaiops.agentgateway.key;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;

/** Time for token buckets, from the injected clock. */
public record ClockMeter(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
        return Math.multiplyExact(clock.millis(), 1_000_000L);
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
