package io.agentaiops.alertrouter.routing;

import java.util.List;

/**
 * When a route tells nobody: inside of any of the intervals that mute it, and outside of all of those in which it is
 * active, if it has any. Not inherited by its children, as in Alertmanager.
 *
 * @param mute names of intervals
 * @param active names of intervals
 */
public record RouteTimes(List<String> mute, List<String> active) {

    public static final RouteTimes ALWAYS = new RouteTimes(List.of(), List.of());

    public RouteTimes {
        mute = List.copyOf(mute);
        active = List.copyOf(active);
    }
}
