package io.agentaiops.alertrouter.drill;

import io.agentaiops.alertrouter.timing.WeeklyTime;
import java.time.Duration;
import java.util.List;

/**
 * A drill as configured.
 *
 * @param name unique
 * @param time when it is held
 * @param receivers whose ways are tried
 * @param fallback who else is told when one does not work
 * @param within how long delivery may take
 */
record Drill(String name, WeeklyTime time, List<String> receivers, List<String> fallback, Duration within) {

    Drill {
        receivers = List.copyOf(receivers);
        fallback = List.copyOf(fallback);
        if (receivers.isEmpty()) {
            throw new IllegalArgumentException("needs at least one receiver");
        }
        if (within.compareTo(Duration.ofSeconds(1)) < 0 || within.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("must give delivery between 1s and 1h");
        }
    }
}
