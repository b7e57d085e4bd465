package io.agentaiops.toolrunner.builtin.web;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider is asked. Three faults in a row, or one by which it says that it does not want to be asked, open
 * it; each time that a trial fails it stays open twice as long. A value that is stored, so that all replicas spare the
 * provider together and a restart does not ask it again at once: no library's breaker does either.
 *
 * @param failures faults in a row
 * @param openings how often in a row it opened
 * @param openUntil not asked before that; null when it is closed
 */
record Breaker(int failures, int openings, @Nullable Instant openUntil) {

    /** Asked, and nothing known against it. */
    static final Breaker CLOSED = new Breaker(0, 0, null);

    private static final int PATIENCE = 3;
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 6;

    /** How it stands. */
    enum State {
        CLOSED,
        OPEN,
        /** The next question is a trial. */
        HALF_OPEN
    }

    State state(Instant now) {
        if (openUntil == null) {
            return State.CLOSED;
        }
        return now.isBefore(openUntil) ? State.OPEN : State.HALF_OPEN;
    }

    /** After a fault. */
    Breaker failed(ProviderFault fault, Instant now) {
        int inARow = failures + 1;
        boolean opens = openUntil != null || inARow >= PATIENCE || isRefusal(fault);
        if (!opens) {
            return new Breaker(inARow, openings, null);
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(openings, MOST_DOUBLINGS));
        Duration wanted = fault.retryAfter();
        if (wanted != null && wanted.compareTo(pause) > 0) {
            pause = wanted;
        }
        if (pause.compareTo(LONGEST) > 0 && wanted == null) {
            pause = LONGEST;
        }
        return new Breaker(inARow, openings + 1, now.plus(pause));
    }

    private static boolean isRefusal(ProviderFault fault) {
        return switch (fault.kind()) {
            case RATE_LIMITED, BLOCKED -> true;
            case OWN_LIMIT, UNREACHABLE, TIMED_OUT, BAD_ANSWER -> false;
        };
    }
}
