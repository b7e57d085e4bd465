package io.agentaiops.opsscheduler.compliance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;

/** How often a control takes place. */
enum Frequency {
    CONTINUOUS,
    DAILY,
    WEEKLY,
    MONTHLY,
    QUARTERLY,
    YEARLY;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How often a machine looks whether it did: what takes place once a year must be seen missing on the next day. */
    Duration looked() {
        return this == CONTINUOUS ? Duration.ofHours(1) : Duration.ofDays(1);
    }
}
