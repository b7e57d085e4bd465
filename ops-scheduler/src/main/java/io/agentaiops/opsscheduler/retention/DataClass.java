package io.agentaiops.opsscheduler.retention;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What has a term of its own. */
enum DataClass {
    SYSTEM_LOGS,
    ERROR_LOGS,
    /** Sessions and what was said in them; agent-gateway keeps and purges them. */
    USER_ACTIVITY,
    /** Runs with steps, evidence and reports, and due times; whole months of them go. */
    RUN_HISTORY,
    AUDIT;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<DataClass> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }
}
