package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.routing.GroupingRule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a group may speak. It speaks first {@code group_wait} after its first alert, then only at multiples of
 * {@code group_interval} after that, as Alertmanager's groups do; a time without news costs nothing here, for the next
 * tick is computed and not waited for.
 */
final class GroupTimes {

    private GroupTimes() {}

    /** When a new group speaks first: at once if one of its alerts has lasted longer than the wait already. */
    static Instant first(GroupingRule rule, Instant oldestStart, Instant now) {
        return oldestStart.plus(rule.initialWait()).isBefore(now) ? now : now.plus(rule.initialWait());
    }

    /** The first tick at or after {@code from} of a group that spoke first at {@code first}. */
    static Instant tick(Instant first, Duration interval, Instant from) {
        long passed = Duration.between(first, from).toNanos();
        long step = interval.toNanos();
        if (passed <= 0) {
            return first;
        }
        return first.plusNanos((passed + step - 1) / step * step);
    }

    /** When news of a group are told: with what is planned already, or at the next tick. */
    static Instant afterNews(AlertGroup group, GroupingRule rule, Instant now) {
        Instant first = group.firstFlushAt();
        @Nullable Instant next = group.nextFlushAt();
        if (first == null) {
            return next == null ? now : next;
        }
        Instant tick = tick(first, rule.interval(), now);
        return next == null || tick.isBefore(next) ? tick : next;
    }
}
