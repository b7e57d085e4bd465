package io.agentaiops.eventbus;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which service this process is, and which of its replicas. */
@ApplicationScoped
public class ServiceIdentity {

    private final String service;
    private final String instance;

    public ServiceIdentity(
            @ConfigProperty(name = "aiops.service") String service,
            @ConfigProperty(name = "aiops.instance") Optional<String> replica) {
        this.service = service;
        this.instance = replica.orElse(service) + "-" + Ids.next();
    }

    /** The service's name, such as {@code tool-runner}. */
    public String service() {
        return service;
    }

    /**
     * A name of this process that no other has, nor had before: it begins with that of the replica ({@code aiops.instance}),
     * where one was given.
     */
    public String instance() {
        return instance;
    }

    /** The CloudEvents source of what it says. */
    public String source() {
        return "/aiops/" + service;
    }
}
