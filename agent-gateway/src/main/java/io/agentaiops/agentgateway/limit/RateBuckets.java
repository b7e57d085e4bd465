package io.agentaiops.agentgateway.limit;

import io.agentaiops.agentgateway.key.ClockMeter;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The buckets of this replica, one for each caller. A request is judged in memory; what the other replicas let through
 * is taken off within a second ({@link RateSharing}).
 */
@ApplicationScoped
class RateBuckets {

    /**
     * What became of a request.
     *
     * @param allowed whether it may pass
     * @param limit requests a minute
     * @param remaining requests that would pass now
     * @param again until the next one passes, when this one may not; else until the bucket is full again
     */
    record Judgement(boolean allowed, long limit, long remaining, Duration again) {}

    private static final class Counted {
        private final Bucket bucket;
        private final AtomicLong passed = new AtomicLong();
        private volatile long limit;
        private volatile long usedAtMillis;

        private Counted(Bucket bucket, long limit) {
            this.bucket = bucket;
            this.limit = limit;
        }
    }

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    private final Map<String, Counted> buckets = new ConcurrentHashMap<>();
    private final Clock clock;
    private final TimeMeter time;

    RateBuckets(Clock clock) {
        this.clock = clock;
        this.time = new ClockMeter(clock);
    }

    /** Lets a request of that caller pass, or not. */
    Judgement take(String caller, long perMinute) {
        Counted counted = buckets.computeIfAbsent(caller, key -> new Counted(bucket(perMinute), perMinute));
        if (counted.limit != perMinute) {
            counted.bucket.replaceConfiguration(
                    BucketConfiguration.builder().addLimit(bandwidth(perMinute)).build(),
                    TokensInheritanceStrategy.PROPORTIONALLY);
            counted.limit = perMinute;
        }
        counted.usedAtMillis = clock.millis();
        ConsumptionProbe probe = counted.bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            counted.passed.incrementAndGet();
        }
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        return new Judgement(probe.isConsumed(), perMinute, probe.getRemainingTokens(), Duration.ofNanos(nanos));
    }

    /** How many requests passed here, by caller, since this replica first met the caller. Forgets the long absent. */
    Map<String, Long> passed() {
        long longAgo = clock.instant().minus(FORGOTTEN_AFTER).toEpochMilli();
        buckets.values().removeIf(counted -> counted.usedAtMillis < longAgo);
        Map<String, Long> passed = new HashMap<>();
        buckets.forEach((caller, counted) -> passed.put(caller, counted.passed.get()));
        return passed;
    }

    /** Other replicas let so many requests of the caller pass. */
    void passedElsewhere(String caller, long requests) {
        Counted counted = buckets.get(caller);
        if (counted != null && requests > 0) {
            counted.bucket.tryConsumeAsMuchAsPossible(requests);
        }
    }

    private Bucket bucket(long perMinute) {
        return Bucket.builder()
                .addLimit(bandwidth(perMinute))
                .withCustomTimePrecision(time)
                .build();
    }

    private static Bandwidth bandwidth(long perMinute) {
        return Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, Duration.ofMinutes(1))
                .build();
    }
}
