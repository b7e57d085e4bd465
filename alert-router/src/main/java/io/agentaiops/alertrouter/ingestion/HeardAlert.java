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

    private static final int LONGEST_TEXT = 65_536;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * The alert, completed by Alertmanager's rules: one without an end ends when nobody repeats it within {@code patience}.
     * Throws {@link IllegalArgumentException} when its labels or times make no sense.
     */
    public Alert complete(Instant now, Duration patience) {
        check();
        Instant start = startsAt != null ? startsAt : endsAt != null ? endsAt : now;
        Instant end = endsAt != null ? endsAt : now.plus(patience);
        // A start in the future, by a clock that is ahead, must not make the assumed end lie before it.
        Instant assumedEnd = endsAt == null && end.isBefore(start) ? start.plus(patience) : end;
        return new Alert(
                Labels.of(labels), new TreeMap<>(annotations), start, assumedEnd, endsAt == null, now, generatorUrl);
    }

    /** What the database or a channel could not take must not get past here: it would block what comes behind it. */
    private void check() {
        labels.forEach((name, value) -> {
            storable("name of a label", name);
            storable("value of label \"" + shown(name) + "\"", value);
        });
        annotations.forEach((name, value) -> {
            storable("name of an annotation", name);
            storable("annotation \"" + shown(name) + "\"", value);
        });
        storable("generatorURL", generatorUrl);
        inTime("startsAt", startsAt);
        inTime("endsAt", endsAt);
    }

    private static void storable(String what, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(what + " has more than " + LONGEST_TEXT + " characters");
        }
        if (text.indexOf('\0') >= 0 || text.codePoints().anyMatch(HeardAlert::isLoneSurrogate)) {
            throw new IllegalArgumentException(what + " is not valid text");
        }
    }

    /** Half of a pair, which no encoding has a form for. */
    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static void inTime(String what, @Nullable Instant time) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw new IllegalArgumentException(what + " lies outside of the years 1 to 9999");
        }
    }

    private static String shown(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "...";
    }
}
