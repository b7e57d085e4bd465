package io.agentaiops.local.stack;

import java.util.Locale;

/**
 * Something that was looked at.
 *
 * @param subject what
 * @param grade how it is
 * @param detail what was seen, and for anything but good what to do
 */
public record Finding(String subject, Grade grade, String detail) {

    /** How it is. */
    public enum Grade {
        GOOD,
        /** Works, but not at its best. */
        WORSE,
        /** The platform cannot be started like this. */
        BAD;

        public String label() {
            return this == GOOD ? "ok" : name().toLowerCase(Locale.ROOT);
        }
    }
}
