package io.agentaiops.opsscheduler.drift;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Steps of procedures that do not fit this machine, as the last validation found. */
@Path("/api/v1/operations/drift")
@RolesAllowed("viewer")
@Produces(MediaType.APPLICATION_JSON)
public class DriftResource {

    /** Everything found. */
    record Findings(List<DriftStore.Finding> items) {}

    private final DriftStore store;

    DriftResource(DriftStore store) {
        this.store = store;
    }

    /** By procedure and line. */
    @GET
    public Findings all() {
        return new Findings(store.all());
    }
}
