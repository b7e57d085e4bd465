package io.agentaiops.opsscheduler.compliance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How bad a finding is, and by when it must be mended when nobody says otherwise. */
enum Severity {
    CRITICAL(1),
    HIGH(14),
    MEDIUM(90),
    LOW(90);

    private final int days;

    Severity(int days) {
        this.days = days;
    }

    int days() {
        return days;
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Severity of(String text) {
        return Arrays.stream(values())
                .filter(one -> one.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("severity must be critical, high, medium or low but is " + text));
    }
}
