package io.agentaiops.alertrouter.replica;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Finds replicas whose count of beats stands still, by this process's own monotonic clock: clocks of different machines are
 * never compared. What was not watched without a gap is not judged, so nobody is held to be dead because the database, or
 * this process, was away.
 */
final class PeerWatch {

    private record Seen(long beat, long since) {}

    private final long deadAfter;
    private final Map<UUID, Seen> seen = new HashMap<>();
    private long lastLook;

    PeerWatch(Duration deadAfter) {
        this.deadAfter = deadAfter.toNanos();
    }

    /** Takes what the table says at {@code now} (nanoseconds); returns who was silent for too long. */
    List<UUID> silent(Map<UUID, Long> beats, long now) {
        if (now - lastLook > deadAfter / 2) {
            seen.clear();
        }
        lastLook = now;
        seen.keySet().retainAll(beats.keySet());
        beats.forEach((id, beat) ->
                seen.merge(id, new Seen(beat, now), (before, after) -> before.beat() == after.beat() ? before : after));
        return seen.entrySet().stream()
                .filter(entry -> now - entry.getValue().since() > deadAfter)
                .map(Map.Entry::getKey)
                .toList();
    }
}
