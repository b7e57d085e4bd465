package io.agentaiops.alertrouter.routing;

import java.time.Duration;
import java.util.List;

/**
 * Which alerts of a route are told of together, and when.
 *
 * @param by the labels that must be equal
 * @param byAll whether every label must be ({@code group_by: ['...']})
 * @param initialWait how long a new group waits for more alerts
 * @param interval how long a group waits at least before it tells of changes
 * @param repeat after how long a group that still fires is told of again
 */
public record GroupingRule(List<String> by, boolean byAll, Duration initialWait, Duration interval, Duration repeat) {

    /** What holds when the root route says nothing. */
    public static final GroupingRule DEFAULT =
            new GroupingRule(List.of(), false, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));

    public GroupingRule {
        by = List.copyOf(by);
        if (initialWait.isNegative() || !interval.isPositive() || !repeat.isPositive()) {
            throw new IllegalArgumentException("group_interval and repeat_interval must be longer than nothing");
        }
    }
}
