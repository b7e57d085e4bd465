package io.agentaiops.eventbus.operation;

import io.agentaiops.eventcontracts.Capability;

/** Carries out one capability of the service. A bean of this type is all that a service needs to offer it. */
public interface CapabilityHandler {

    /** Which one; owned by this service. */
    Capability capability();

    /**
     * Carries it out and says what came of it. Runs on a virtual thread without a transaction; after a crash, one that
     * only looks is carried out again, one that changes something is not.
     *
     * @param operation what is asked, never a dry run
     * @throws IllegalArgumentException when an argument makes no sense: the operation is refused with the message
     */
    Finding perform(Operation operation);
}
