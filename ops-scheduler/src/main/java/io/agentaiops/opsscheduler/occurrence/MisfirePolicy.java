package io.agentaiops.opsscheduler.occurrence;

import java.time.Duration;
import java.time.Instant;

/**
 * Judges a due time by how late it is noticed. Pure.
 *
 * @param onTime up to this delay a run counts as on time
 * @param catchUp up to this delay a run is still worth beginning
 */
record MisfirePolicy(Duration onTime, Duration catchUp) {

    MisfirePolicy {
        if (onTime.isNegative() || catchUp.compareTo(onTime) < 0) {
            throw new IllegalArgumentException("catch-up must not be shorter than on-time");
        }
    }

    /** The outcome for a due time; {@code superseded} when a later due time of the procedure has passed as well. */
    Outcome judge(Instant dueAt, Instant now, boolean superseded, boolean stillRunning) {
        Duration delay = Duration.between(dueAt, now);
        if (delay.compareTo(catchUp) > 0) {
            return Outcome.MISSED;
        }
        if (superseded && delay.compareTo(onTime) > 0) {
            return Outcome.MISSED;
        }
        if (stillRunning) {
            return Outcome.SKIPPED;
        }
        return delay.compareTo(onTime) > 0 ? Outcome.LATE : Outcome.RAN;
    }

    /** Why a due time was decided later than it came. */
    enum Cause {
        /** Nobody looked. */
        NOT_NOTICED("Noticed", "the scheduler was not running or could not decide"),
        /** Somebody works on the platform. */
        HELD("Decided", "schedules were held for maintenance"),
        /** Its schedule says to wait for the run before. */
        WAITED("Decided", "it waited for the run before to end");

        private final String verb;
        private final String words;

        Cause(String verb, String words) {
            this.verb = verb;
            this.words = words;
        }
    }

    /** Says in words why it was judged so. */
    static String reason(Outcome outcome, Cause cause, Instant dueAt, Instant now) {
        return switch (outcome) {
            case RAN -> "";
            case SKIPPED -> "The run before had not ended";
            case LATE, MISSED ->
                cause.verb + " " + words(Duration.between(dueAt, now)) + " after the due time: " + cause.words;
        };
    }

    private static String words(Duration delay) {
        if (delay.toMinutes() < 2) {
            return delay.toSeconds() + " s";
        }
        return delay.toHours() < 2 ? delay.toMinutes() + " min" : delay.toHours() + " h";
    }
}
