package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matchers;
import java.time.Duration;
import java.util.List;

/**
 * Who is told in turn of alerts that nobody acknowledges.
 *
 * @param name unique; empty for alerts that no policy is for
 * @param matchers which alerts
 * @param groupBy labels by which its alerts belong together
 * @param acknowledgedFor how long an acknowledgement holds
 * @param levels who is told, in order
 */
record EscalationPolicy(
        String name, Matchers matchers, List<String> groupBy, Duration acknowledgedFor, List<Level> levels) {

    /** For alerts that no policy is for, and that somebody takes up all the same. */
    static final EscalationPolicy NONE =
            new EscalationPolicy("", Matchers.ANY, List.of(Labels.ALERT_NAME), Duration.ofHours(4), List.of());

    /**
     * One level.
     *
     * @param name as people know it
     * @param after how long after the alert, or after the level before
     * @param targets who is told
     */
    record Level(String name, Duration after, List<Target> targets) {
        Level {
            targets = List.copyOf(targets);
        }
    }

    /** Who can be told. */
    sealed interface Target {
        /** A receiver of alertmanager.yml. */
        record ToReceiver(String name) implements Target {}

        /** One person of on-call.yml. */
        record ToPerson(String name) implements Target {}

        /** Whoever is on call by a schedule of on-call.yml at that moment. */
        record ToSchedule(String name) implements Target {}
    }

    EscalationPolicy {
        groupBy = List.copyOf(groupBy);
        levels = List.copyOf(levels);
    }

    Labels group(Labels labels) {
        return labels.only(groupBy);
    }
}
