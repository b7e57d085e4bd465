package io.agentaiops.opsscheduler.maintenance;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is done with the platform in a maintenance window. */
enum Stage {
    STOP,
    UPDATE,
    DIAGNOSE,
    START,
    ROLL_BACK;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Stage of(String text) {
        return Stream.of(values())
                .filter(stage -> stage.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("stage is " + text + " but must be one of "
                        + Stream.of(values()).map(Stage::text).collect(Collectors.joining(", "))));
    }
}
