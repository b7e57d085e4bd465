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
    /** Something was learnt about what was told: nobody's telephone need ring for it. */
    UPDATE("update"),
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

    /** Whether the message is a text of its own and says nothing of how its alerts stand. */
    public boolean isText() {
        return this == UPDATE || this == ON_REQUEST;
    }
}
