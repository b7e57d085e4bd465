package io.agentaiops.alertrouter.drill;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One drill that was held.
 *
 * @param id unique
 * @param drill its name
 * @param dueAt when it was due
 * @param state how it stands
 * @param judgeAt when what has not arrived counts as broken
 * @param endedAt when it was judged
 * @param ways how each way did; of a run that goes on: so far
 * @param acknowledgedBy who said first that the message came; empty: nobody yet
 * @param acknowledgedAt when
 */
record DrillRun(
        UUID id,
        String drill,
        Instant dueAt,
        State state,
        Instant judgeAt,
        @Nullable Instant endedAt,
        List<Way> ways,
        String acknowledgedBy,
        @Nullable Instant acknowledgedAt) {

    /** How a drill stands. */
    enum State {
        RUNNING,
        /** Every way worked in time. */
        PASSED,
        /** At least one did not. */
        FAILED,
        /** It was due while nobody was there to hold it. */
        MISSED
    }

    /**
     * How one way of one receiver did.
     *
     * @param receiver whose
     * @param channel by what
     * @param position which of the receiver's ways of that channel
     * @param state pending, sending, delivered or dead
     * @param attempts how often it was tried
     * @param reason what went wrong last
     * @param deliveredMs how long delivery took; null: it did not arrive
     */
    record Way(
            String receiver,
            String channel,
            int position,
            String state,
            int attempts,
            String reason,
            @Nullable Long deliveredMs) {

        boolean arrived() {
            return state.equals("delivered");
        }

        boolean isOver() {
            return arrived() || state.equals("dead");
        }

        String words() {
            return receiver + "/" + channel + (reason.isEmpty() ? " did not arrive in time" : ": " + reason);
        }
    }

    DrillRun {
        ways = List.copyOf(ways);
    }

    /** The state that the ways make of it at that time. */
    State judged(Instant now) {
        if (!ways.isEmpty() && ways.stream().allMatch(Way::arrived)) {
            return State.PASSED;
        }
        boolean waits = !now.isAfter(judgeAt) && ways.stream().noneMatch(way -> way.isOver() && !way.arrived());
        return waits && !ways.isEmpty() ? State.RUNNING : State.FAILED;
    }
}
