package io.agentaiops.opsscheduler.compliance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;

/**
 * What a check saw.
 *
 * @param detail in words, with the figures
 */
record Verdict(State state, String detail, Map<String, Object> evidence) {

    /** Whether a control holds. */
    enum State {
        PASSED,
        FAILED,
        /** It could not be looked at, which is no better than failed: a promise that nobody can see kept. */
        UNKNOWN;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    Verdict {
        evidence = Map.copyOf(evidence);
    }

    static Verdict passed(String detail, Map<String, Object> evidence) {
        return new Verdict(State.PASSED, detail, evidence);
    }

    static Verdict failed(String detail, Map<String, Object> evidence) {
        return new Verdict(State.FAILED, detail, evidence);
    }

    static Verdict unknown(String detail) {
        return new Verdict(State.UNKNOWN, detail, Map.of());
    }

    static Verdict of(boolean good, String detail, Map<String, Object> evidence) {
        return good ? passed(detail, evidence) : failed(detail, evidence);
    }
}
