package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Runs a procedure on request. */
@Path("/api/v1/procedures/{id}/runs")
@Produces(MediaType.APPLICATION_JSON)
public class ProcedureRunResource {

    /**
     * What to do differently; the body may be left out.
     *
     * @param dryRun only say what would be done
     */
    record Request(@Nullable Boolean dryRun) {}

    private final ProcedureCatalog catalog;
    private final RunStarter starter;
    private final SecurityIdentity caller;

    ProcedureRunResource(ProcedureCatalog catalog, RunStarter starter, SecurityIdentity caller) {
        this.catalog = catalog;
        this.starter = starter;
        this.caller = caller;
    }

    /** Begins a run and returns at once; the run is followed at the links. */
    @POST
    @RolesAllowed("operator")
    public Response run(@PathParam("id") String id, @Nullable Request request) {
        Procedure procedure = catalog.current()
                .find(id)
                .orElseThrow(() -> Problem.notFound("procedure-unknown", "There is no procedure " + id));
        boolean dryRun = request != null && Boolean.TRUE.equals(request.dryRun());
        Run run = starter.start(procedure, caller.getPrincipal().getName(), Trigger.PERSON, dryRun);
        RunView.Links links = RunView.Links.of(run.id());
        return Response.accepted(new RunView.Accepted(run.id(), run.state().text(), links))
                .location(URI.create(links.self()))
                .build();
    }
}
