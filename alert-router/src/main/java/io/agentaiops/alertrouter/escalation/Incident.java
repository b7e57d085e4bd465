package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Labels;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that belong together, and what people do about them.
 *
 * @param id unique
 * @param policy the escalation policy; empty: none
 * @param labels what its alerts have in common by the policy
 * @param openedAt since when
 * @param closedAt until when; null: it lasts
 * @param state where it stands
 * @param owner who works on it; empty: nobody
 * @param level how many levels were told
 * @param nextStepAt when the next level is told, or acknowledgement or snooze runs out; null: never
 */
record Incident(
        UUID id,
        String policy,
        Labels labels,
        Instant openedAt,
        @Nullable Instant closedAt,
        State state,
        String owner,
        int level,
        @Nullable Instant nextStepAt) {

    /** Where an incident can stand. */
    enum State {
        OPEN,
        ACKNOWLEDGED,
        SNOOZED,
        CLOSED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Somebody works on it; {@code until} that runs out. */
    Incident acknowledged(String by, @Nullable Instant until) {
        return with(State.ACKNOWLEDGED, by, level, until);
    }

    /** It is somebody else's now; its state stays. */
    Incident ownedBy(String whom) {
        return with(state, whom, level, nextStepAt);
    }

    Incident snoozed(Instant until) {
        return with(State.SNOOZED, owner, level, until);
    }

    /** Nobody works on it; the next level is told then. */
    Incident reopened(@Nullable Instant next) {
        return with(State.OPEN, owner, level, next);
    }

    /** One more level was told. */
    Incident escalated(@Nullable Instant next) {
        return with(State.OPEN, owner, level + 1, next);
    }

    Incident closed(Instant at) {
        return new Incident(id, policy, labels, openedAt, at, State.CLOSED, owner, level, null);
    }

    private Incident with(State newState, String newOwner, int newLevel, @Nullable Instant next) {
        return new Incident(id, policy, labels, openedAt, closedAt, newState, newOwner, newLevel, next);
    }

    /** As people call it. */
    String title() {
        return String.join(" ", labels.values().values());
    }
}
