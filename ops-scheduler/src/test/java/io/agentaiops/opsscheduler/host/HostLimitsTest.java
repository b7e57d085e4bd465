package io.agentaiops.opsscheduler.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostLimitsTest {

    private final HostLimits limits = new HostLimits(80, 90, 10);

    @Test
    void stateWithinTheLimitsBreaksNone() {
        HostState state = new HostState(80, 90, List.of(new HostState.Disk("/", 10.1)));

        assertThat(limits.broken(state)).isEmpty();
    }

    @Test
    void everyBrokenLimitIsNamedWithItsValue() {
        HostState state =
                new HostState(80.1, 95.5, List.of(new HostState.Disk("/", 50), new HostState.Disk("/var", 3.2)));

        assertThat(limits.broken(state))
                .containsExactly(
                        "CPU at 80.1 %, limit 80.0 %",
                        "memory at 95.5 %, limit 90.0 %", "disk /var has 3.2 % free, limit 10.0 %");
    }
}
