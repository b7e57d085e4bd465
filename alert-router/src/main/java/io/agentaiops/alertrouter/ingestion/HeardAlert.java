package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as somebody told it, with what they left out.
 *
 * @param labels its labels; empty values count as none
 * @param annotations its annotations
 * @param startsAt since when; null: now, or when it ended
 * @param endsAt until when; null: nobody knows
 * @param generatorUrl where it can be looked at
 */
public record HeardAlert(
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        String generatorUrl) {

    public HeardAlert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /**
     * The alert, completed by Alertmanager's rules: one without an end ends when nobody repeats it within {@code patience}.
     * Throws {@link IllegalArgumentException} when its labels or times make no sense.
     */
    public Alert complete(Instant now, Duration patience) {
        Instant start = startsAt != null ? startsAt : endsAt != null ? endsAt : now;
        Instant end = endsAt != null ? endsAt : now.plus(patience);
        // A start in the future, by a clock that is ahead, must not make the assumed end lie before it.
        Instant assumedEnd = endsAt == null && end.isBefore(start) ? start.plus(patience) : end;
        return new Alert(
                Labels.of(labels), new TreeMap<>(annotations), start, assumedEnd, endsAt == null, now, generatorUrl);
    }
}
