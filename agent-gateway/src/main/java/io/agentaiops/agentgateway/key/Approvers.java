package io.agentaiops.agentgateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who may approve, as far as that is known here. */
@ApplicationScoped
public class Approvers {

    private final ApiKeyStore keys;
    private final boolean provider;
    private final Clock clock;

    Approvers(
            ApiKeyStore keys,
            @ConfigProperty(name = "quarkus.oidc.team.tenant-enabled") boolean provider,
            Clock clock) {
        this.keys = keys;
        this.provider = provider;
        this.clock = clock;
    }

    /**
     * Whether somebody besides this person may approve. The people of an identity provider are not known before they come:
     * where there is one, there is somebody.
     */
    public boolean anyBesides(String principal) {
        return provider || keys.mayOthersApprove(principal, clock.instant());
    }
}
