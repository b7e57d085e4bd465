package io.agentaiops.opsscheduler.archive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How often a backup is made, and what it holds. */
public enum Tier {
    /** Database, configuration, keys, documents, and the logs of two days. */
    DAILY(7),
    /** The complete system. */
    WEEKLY(5),
    /** The complete system, kept for a year, and written as an offline set. */
    MONTHLY(12);

    private final int generations;

    Tier(int generations) {
        this.generations = generations;
    }

    /** How many are kept when nobody says otherwise. */
    public int generations() {
        return generations;
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tier of that name. */
    @JsonCreator
    public static Tier of(String text) {
        return Arrays.stream(values())
                .filter(tier -> tier.text().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("tier must be daily, weekly or monthly but is " + text));
    }
}
