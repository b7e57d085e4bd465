package io.agentaiops.eventbus.probe;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Offers one capability. */
@Singleton
public class HostResourcesProbe implements CapabilityHandler {

    public final AtomicInteger performed = new AtomicInteger();

    @Override
    public Capability capability() {
        return Capability.HOST_RESOURCES;
    }

    @Override
    public Finding perform(Operation operation) {
        performed.incrementAndGet();
        return Finding.good("fine", Map.of("limit", operation.arguments().percent("cpu-below", 80)));
    }
}
