package io.agentaiops.opsscheduler.operation;

import io.agentaiops.eventcontracts.Capability;
import java.util.Map;

/** Carries out one of this service's capabilities. Only looks: it may be run again after a crash. */
public interface CapabilityHandler {

    /** Which one. */
    Capability capability();

    /**
     * Looks, and says what it found. Runs on a virtual thread without a transaction.
     *
     * @param arguments the step's {@code with:}
     */
    Finding handle(Map<String, Object> arguments);
}
