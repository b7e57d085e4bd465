package io.agentaiops.eventbus.library;

import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The capability {@code ....libraries} of this service: the libraries on its class path and those
 * bundled into its page, as package URLs under {@code libraries}.
 */
@ApplicationScoped
class LibraryListing implements CapabilityHandler {

    private final ServiceIdentity identity;

    LibraryListing(ServiceIdentity identity) {
        this.identity = identity;
    }

    @Override
    public Capability capability() {
        return Arrays.stream(Capability.values())
                .filter(capability -> capability.owner().service().equals(identity.service()))
                .filter(capability -> capability.id().endsWith(Capability.LIBRARIES))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("nobody may ask " + identity.service() + " for libraries"));
    }

    @Override
    public Finding perform(Operation operation) {
        List<String> libraries = ClassPath.libraries();
        return Finding.good(
                identity.service() + " is made of " + libraries.size() + " libraries", Map.of("libraries", libraries));
    }
}
