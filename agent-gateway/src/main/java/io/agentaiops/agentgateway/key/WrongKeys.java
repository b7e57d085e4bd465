package io.agentaiops.agentgateway.key;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many wrong keys may be tried: so many a minute from one address (an IPv6 network of 64 bits counts as one), and
 * from all together. Whoever tries more is refused without a look at the database.
 */
final class WrongKeys {

    private static final int MOST_ADDRESSES = 20_000;
    private static final int TIMES_FOR_ALL = 50;

    private final Bucket all;
    private final int perMinute;
    private final TimeMeter time;
    private final Map<String, Bucket> addresses = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    WrongKeys(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.time = new ClockMeter(clock);
        this.all = bucket(perMinute * TIMES_FOR_ALL);
    }

    /**
     * Takes one of the tries of that address, if it has one left. Taken before the look, so that many tries at once are
     * not more than the limit; given back when the key was right.
     */
    boolean take(String address) {
        if (!all.tryConsume(1)) {
            return false;
        }
        if (of(address).tryConsume(1)) {
            return true;
        }
        all.addTokens(1);
        return false;
    }

    /** The key was right: the try does not count. */
    void giveBack(String address) {
        all.addTokens(1);
        of(address).addTokens(1);
    }

    /** When the address may try again. */
    Duration retryAfter(String address) {
        long nanos = Math.max(
                of(address).estimateAbilityToConsume(1).getNanosToWaitForRefill(),
                all.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        return Duration.ofNanos(nanos).plusSeconds(1);
    }

    private Bucket of(String address) {
        String network = network(address);
        synchronized (addresses) {
            return addresses.computeIfAbsent(network, key -> bucket(perMinute));
        }
    }

    private Bucket bucket(int size) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(size).refillGreedy(size, Duration.ofMinutes(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    /** The address itself, or the first four groups of an IPv6 address. */
    static String network(String address) {
        if (address.indexOf(':') < 0 || address.contains(".")) {
            return address;
        }
        String[] groups = address.split(":", -1);
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < Math.min(4, groups.length) && !(i > 0 && groups[i].isEmpty()); i++) {
            network.append(groups[i]).append(':');
        }
        return network.toString();
    }
}
