package io.agentaiops.eventbus.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds requests up until somebody takes them; bounded, for strangers decide how many addresses there are. */
final class AccessCounts {

    /** Whoever was let in is named again after so long. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private static final int MOST = 200;
    private static final int MOST_REMEMBERED = 10_000;
    private static final String OTHERS = "others";

    private final Map<Access, Long> counts = new LinkedHashMap<>();
    private final Map<Access, Instant> named = new LinkedHashMap<>();

    synchronized void add(Access access, long requests, Instant now) {
        if (!access.isRefusal()) {
            Instant last = named.get(access);
            if (last != null && now.isBefore(last.plus(AGAIN))) {
                return;
            }
            remember(access, now);
        }
        boolean room = counts.size() < MOST || counts.containsKey(access);
        Access counted = room ? access : new Access(access.actor(), OTHERS, access.area(), access.outcome());
        if (room || counts.containsKey(counted) || counts.size() < 2 * MOST) {
            counts.merge(counted, requests, Long::sum);
        }
    }

    /** What came since the last time. */
    synchronized Map<Access, Long> take() {
        Map<Access, Long> taken = new LinkedHashMap<>(counts);
        counts.clear();
        return taken;
    }

    /** Puts back what could not be recorded. */
    synchronized void putBack(Map<Access, Long> taken) {
        taken.forEach((access, requests) -> counts.merge(access, requests, Long::sum));
    }

    private void remember(Access access, Instant now) {
        if (named.size() >= MOST_REMEMBERED) {
            named.clear();
        }
        named.put(access, now);
    }
}
