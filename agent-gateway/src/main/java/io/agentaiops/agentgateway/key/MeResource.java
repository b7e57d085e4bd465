package io.agentaiops.agentgateway.key;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** Tells callers who they are. */
@Path("/api/v1/me")
@RolesAllowed({"viewer", "service"})
class MeResource {

    /** Who calls. */
    record Me(String principal, SortedSet<String> roles) {}

    private final SecurityIdentity caller;

    MeResource(SecurityIdentity caller) {
        this.caller = caller;
    }

    @GET
    public Me me() {
        return new Me(caller.getPrincipal().getName(), new TreeSet<>(caller.getRoles()));
    }
}
