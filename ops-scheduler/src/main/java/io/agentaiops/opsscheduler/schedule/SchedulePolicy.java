package io.agentaiops.opsscheduler.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a procedure keeps its due times.
 *
 * @param jitter a run begins up to this long after its due time, always the same for the same due time
 * @param overlap what happens when the run before is still under way
 * @param grace up to this delay a due time is still made up for; null for the service's own setting, zero for never
 */
public record SchedulePolicy(
        Duration jitter, Overlap overlap, @Nullable Duration grace) {

    /** For schedules that say nothing about it. */
    public static final SchedulePolicy DEFAULT = new SchedulePolicy(Duration.ZERO, Overlap.SKIP, null);

    /** When the run before has not ended. */
    public enum Overlap {
        /** The due time is skipped. */
        SKIP,
        /** The run begins when the one before has ended, if that is within the grace. */
        WAIT,
        /** Both run. */
        PARALLEL
    }

    public SchedulePolicy {
        if (jitter.isNegative() || (grace != null && grace.isNegative())) {
            throw new IllegalArgumentException("jitter and grace must not be negative");
        }
    }

    /** When a due time is to be fired: the same on every replica, spread evenly over the jitter. */
    public Instant fireAt(String procedureId, Instant dueAt) {
        if (jitter.isZero()) {
            return dueAt;
        }
        long mixed = (31L * procedureId.hashCode() + dueAt.getEpochSecond()) * 0x9E3779B97F4A7C15L;
        return dueAt.plusMillis(Math.floorMod(mixed >>> 16, jitter.toMillis() + 1));
    }
}
