package io.agentaiops.opsscheduler.restore;

import java.time.Duration;
import java.util.List;

/**
 * What came of a restore into a scratch database.
 *
 * @param faults everything that is not as it was, in words; none means proven, if it could be looked at
 * @param checks what was looked at, in words
 * @param rows how many were restored
 * @param hindrance why it could not be looked at, which says nothing about the backup; empty when it could
 * @param restore how long it took until the data could be used again
 */
public record Proof(List<String> faults, List<String> checks, String hindrance, long rows, Duration restore) {

    public Proof {
        faults = List.copyOf(faults);
        checks = List.copyOf(checks);
    }

    /** One that could not be. */
    public static Proof hindered(String hindrance) {
        return new Proof(List.of(), List.of(), hindrance, 0, Duration.ZERO);
    }

    public boolean good() {
        return faults.isEmpty() && hindrance.isEmpty();
    }
}
