package io.agentaiops.alertrouter.notification;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why people are told now; the texts are Alertmanager's {@code notification_reason}. */
public enum NotificationReason {
    FIRST("first notification"),
    NEW_ALERTS("new alerts added"),
    SOME_RESOLVED("some alerts resolved"),
    ALL_RESOLVED("all alerts resolved"),
    REPEAT("repeat interval elapsed"),
    /** Nobody acknowledged, or somebody hands over; Alertmanager has no word for it. */
    ESCALATED("unknown"),
    /** Somebody works on it: messages that stand say so, and nobody gets another one. */
    ACKNOWLEDGED("acknowledged"),
    /** Somebody or a procedure asked for it; no alert behind it. */
    ON_REQUEST("none");

    private final String text;

    NotificationReason(String text) {
        this.text = text;
    }

    @JsonValue
    public String text() {
        return text;
    }

    /** Whether it only tells that something is over. */
    public boolean onlyResolves() {
        return this == SOME_RESOLVED || this == ALL_RESOLVED;
    }
}
