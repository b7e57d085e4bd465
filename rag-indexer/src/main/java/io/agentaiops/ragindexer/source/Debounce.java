package io.agentaiops.ragindexer.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Remembers what was touched until it has been quiet for a while, or until patience ends with something that is touched
 * again and again. Not safe for threads: one thread owns it.
 */
final class Debounce<T> {

    /**
     * What has settled.
     *
     * @param item the item
     * @param since when it was touched first
     */
    record Settled<T>(T item, Instant since) {}

    private record Touched(Instant first, Instant last) {}

    private final Duration quiet;
    private final Duration patience;
    private final Map<T, Touched> touched = new LinkedHashMap<>();

    Debounce(Duration quiet, Duration patience) {
        this.quiet = quiet;
        this.patience = patience;
    }

    void touch(T item, Instant now) {
        touched.merge(item, new Touched(now, now), (before, again) -> new Touched(before.first(), now));
    }

    /** Takes out what has settled, oldest first. */
    List<Settled<T>> settled(Instant now) {
        List<Settled<T>> settled = new ArrayList<>();
        for (Iterator<Map.Entry<T, Touched>> entries = touched.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<T, Touched> entry = entries.next();
            if (!due(entry.getValue()).isAfter(now)) {
                settled.add(new Settled<>(entry.getKey(), entry.getValue().first()));
                entries.remove();
            }
        }
        return settled;
    }

    /** When the next item settles, if there is one and nothing else happens. */
    Optional<Instant> nextDue() {
        return touched.values().stream().map(this::due).min(Instant::compareTo);
    }

    private Instant due(Touched item) {
        return Stream.of(item.last().plus(quiet), item.first().plus(patience))
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
