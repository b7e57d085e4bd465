package io.agentaiops.alertrouter.alert;

import java.util.Locale;

/** What an alert is to the people who might be told of it. */
public enum AlertState {
    /** It lasts, and people are told. */
    FIRING,
    /** It lasts, and a silence keeps people from being told. */
    SUPPRESSED,
    /** It is over. */
    RESOLVED;

    /** As the database has it. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** From what the database has. */
    public static AlertState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
