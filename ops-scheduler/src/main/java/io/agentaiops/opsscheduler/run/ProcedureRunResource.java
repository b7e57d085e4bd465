package io.agentaiops.opsscheduler.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
    private final ObjectMapper json;

    ProcedureRunResource(ProcedureCatalog catalog, RunStarter starter, SecurityIdentity caller, ObjectMapper json) {
        this.catalog = catalog;
        this.starter = starter;
        this.caller = caller;
        this.json = json;
    }

    /** Begins a run and returns at once; the run is followed at the links. */
    @POST
    @RolesAllowed("operator")
    @Consumes(MediaType.WILDCARD)
    public Response run(@PathParam("id") String id, @Nullable String body) {
        Procedure procedure = catalog.current()
                .find(id)
                .orElseThrow(() -> Problem.notFound("procedure-unknown", "There is no procedure " + id));
        Run run = starter.start(procedure, caller.getPrincipal().getName(), Trigger.PERSON, isDryRun(body));
        RunView.Links links = RunView.Links.of(run.id());
        return Response.accepted(new RunView.Accepted(run.id(), run.state().text(), links))
                .location(URI.create(links.self()))
                .build();
    }

    /** Read by hand, for clients send a request without a body under any content type. */
    private boolean isDryRun(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return false;
        }
        try {
            Request request = json.readValue(body, Request.class);
            return request != null && Boolean.TRUE.equals(request.dryRun());
        } catch (JsonProcessingException e) {
            throw Problem.badRequest("malformed-json", "The body must be JSON such as {\"dryRun\": true}");
        }
    }
}
