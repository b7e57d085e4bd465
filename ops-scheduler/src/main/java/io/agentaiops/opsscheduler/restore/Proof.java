package io.agentaiops.opsscheduler.restore;

import java.time.Duration;
import java.util.List;

/**
 * What came of a restore into a scratch database.
 *
 * @param faults everything that is not as it was, in words; none means proven
 * @param checks what was looked at, in words
 * @param rows how many were restored
 * @param restore how long it took until the data could be used again
 */
public record Proof(List<String> faults, List<String> checks, long rows, Duration restore) {

    public Proof {
        faults = List.copyOf(faults);
        checks = List.copyOf(checks);
    }

    public boolean good() {
        return faults.isEmpty();
    }
}
