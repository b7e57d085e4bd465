package io.agentaiops.opsscheduler.operation;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What a capability found.
 *
 * @param summary one line for people: what was found, or what is wrong and what to do
 * @param evidence the facts behind it
 */
public record Finding(Verdict verdict, String summary, Map<String, Object> evidence) {

    /** Ways a finding can turn out. */
    public enum Verdict {
        /** All is well. */
        GOOD,
        /** Something is not well, or could not be found out. */
        BAD,
        /** The question makes no sense. */
        REFUSED,
        /** It was too late to look. */
        TOO_LATE
    }

    public Finding {
        requireNonNull(verdict, "verdict");
        requireNonNull(summary, "summary");
        evidence = Map.copyOf(evidence);
    }

    /** All is well. */
    public static Finding good(String summary, Map<String, Object> evidence) {
        return new Finding(Verdict.GOOD, summary, evidence);
    }

    /** Something is not well, or could not be found out. */
    public static Finding bad(String summary, Map<String, Object> evidence) {
        return new Finding(Verdict.BAD, summary, evidence);
    }

    /** The question makes no sense. */
    public static Finding refused(String summary) {
        return new Finding(Verdict.REFUSED, summary, Map.of());
    }
}
