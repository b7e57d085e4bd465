package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.problem.Problem;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs of procedures. */
@Path("/api/v1/operations")
@RolesAllowed("viewer")
@Produces(MediaType.APPLICATION_JSON)
public class OperationResource {

    private final RunStore store;
    private final RunCanceller canceller;
    private final SecurityIdentity caller;

    OperationResource(RunStore store, RunCanceller canceller, SecurityIdentity caller) {
        this.store = store;
        this.canceller = canceller;
        this.caller = caller;
    }

    /** Runs, newest first; {@code cursor} is {@code next} of the page before. */
    @GET
    public Response list(
            @QueryParam("procedure") @Nullable String procedure,
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        int size = Math.clamp(limit, 1, 200);
        UUID before = cursor == null ? null : cursor(cursor);
        List<RunView> items = store.list(new RunStore.Filter(procedure, stateName(state), before, size)).stream()
                .map(RunView::brief)
                .toList();
        String next = items.size() < size ? null : items.getLast().runId().toString();
        Response.ResponseBuilder response = Response.ok(new RunView.Page(items, next));
        if (next != null) {
            response.header("Link", "</api/v1/operations?limit=" + size + "&cursor=" + next + ">; rel=\"next\"");
        }
        return response.build();
    }

    /** One run with its steps and their evidence. */
    @GET
    @Path("/{runId}")
    public RunView get(@PathParam("runId") String runId) {
        return store.find(id(runId)).map(RunView::of).orElseThrow(() -> unknown(runId));
    }

    /** Ends the run; one that has ended stays as it is. */
    @POST
    @Path("/{runId}/cancel")
    @RolesAllowed("operator")
    public RunView cancel(@PathParam("runId") String runId) {
        return canceller
                .cancel(id(runId), caller.getPrincipal().getName())
                .map(RunView::of)
                .orElseThrow(() -> unknown(runId));
    }

    private static UUID id(String runId) {
        return RunIds.parse(runId).orElseThrow(() -> unknown(runId));
    }

    private static UUID cursor(String cursor) {
        return RunIds.parse(cursor)
                .orElseThrow(() -> Problem.badRequest("cursor-invalid", "cursor must be one that a page gave"));
    }

    private static @Nullable String stateName(@Nullable String state) {
        try {
            return state == null ? null : RunState.of(state).name();
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("state-unknown", "There is no state " + state);
        }
    }

    private static HttpProblem unknown(String runId) {
        return Problem.notFound("run-unknown", "There is no run " + runId);
    }
}
