package io.agentaiops.opsscheduler.testing;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.operation.Arguments;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import java.time.Instant;
import java.util.Map;

/** Operations as they are asked for. */
public final class Operations {

    private Operations() {}

    /** One with these arguments and a minute of time. */
    public static Operation of(Capability capability, Map<String, Object> arguments) {
        return new Operation(
                Ids.next(),
                Ids.next(),
                capability,
                new Arguments(arguments),
                "ada",
                Instant.now().plusSeconds(60));
    }
}
