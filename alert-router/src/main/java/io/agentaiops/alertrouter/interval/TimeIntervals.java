package io.agentaiops.alertrouter.interval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The named intervals of a configuration.
 *
 * @param byName an interval holds when one of its parts does
 */
public record TimeIntervals(Map<String, List<TimeInterval>> byName) {

    public static final TimeIntervals NONE = new TimeIntervals(Map.of());

    public TimeIntervals {
        byName = Map.copyOf(byName);
    }

    /**
     * The names of the intervals because of which nobody is told at that moment; empty: people are told.
     *
     * @param mute names of intervals that mute
     * @param active names of intervals outside of which it is mute; none: no limit
     */
    public List<String> muting(List<String> mute, List<String> active, Instant now) {
        List<String> muting = new ArrayList<>();
        for (String name : mute) {
            if (holds(name, now)) {
                muting.add(name);
            }
        }
        if (!active.isEmpty() && active.stream().noneMatch(name -> holds(name, now))) {
            muting.addAll(active);
        }
        return muting;
    }

    private boolean holds(String name, Instant now) {
        return byName.getOrDefault(name, List.of()).stream().anyMatch(interval -> interval.contains(now));
    }
}
