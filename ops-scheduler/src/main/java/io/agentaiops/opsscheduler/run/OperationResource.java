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
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.ArrayList;
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
    private final RunGovernor governor;
    private final SecurityIdentity caller;

    OperationResource(RunStore store, RunCanceller canceller, RunGovernor governor, SecurityIdentity caller) {
        this.store = store;
        this.canceller = canceller;
        this.governor = governor;
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
        List<RunView> items = store.listBriefly(new RunStore.Filter(procedure, stateName(state), before, size)).stream()
                .map(RunView::brief)
                .toList();
        String next = items.size() < size ? null : items.getLast().runId().toString();
        Response.ResponseBuilder response = Response.ok(new RunView.Page(items, next));
        if (next != null) {
            response.header("Link", "<" + nextPage(procedure, state, size, next) + ">; rel=\"next\"");
        }
        return response.build();
    }

    private static URI nextPage(@Nullable String procedure, @Nullable String state, int size, String next) {
        UriBuilder page = UriBuilder.fromPath("/api/v1/operations")
                .queryParam("limit", size)
                .queryParam("cursor", next);
        List<String> filters = new ArrayList<>();
        if (procedure != null) {
            page.queryParam("procedure", "{procedure}");
            filters.add(procedure);
        }
        if (state != null) {
            page.queryParam("state", "{state}");
            filters.add(state);
        }
        return page.build(filters.toArray());
    }

    /** One run with its steps and their evidence. */
    @GET
    @Path("/{runId}")
    public RunView get(@PathParam("runId") String runId) {
        return store.find(id(runId)).map(RunView::of).orElseThrow(() -> unknown(runId));
    }

    /** One step with its evidence: who follows a long run need not read the whole of it at every step. */
    @GET
    @Path("/{runId}/steps/{stepId}")
    public RunView.StepView step(@PathParam("runId") String runId, @PathParam("stepId") String stepId) {
        return store.find(id(runId)).orElseThrow(() -> unknown(runId)).steps().stream()
                .filter(step -> step.stepId().equals(stepId))
                .findFirst()
                .map(RunView.StepView::of)
                .orElseThrow(() -> Problem.notFound("step-unknown", "The run has no step " + stepId));
    }

    /** Ends the run; one that has ended stays as it is. */
    @POST
    @Path("/{runId}/cancel")
    @RolesAllowed("operator")
    public RunView cancel(@PathParam("runId") String runId) {
        return canceller.cancel(id(runId), caller()).map(RunView::of).orElseThrow(() -> unknown(runId));
    }

    /** Nothing new goes out until the run is resumed; what is out comes back. */
    @POST
    @Path("/{runId}/pause")
    @RolesAllowed("operator")
    public RunView pause(@PathParam("runId") String runId) {
        return governor.pause(id(runId), caller()).map(RunView::of).orElseThrow(() -> unknown(runId));
    }

    /** Lets a paused run go on. */
    @POST
    @Path("/{runId}/resume")
    @RolesAllowed("operator")
    public RunView resume(@PathParam("runId") String runId) {
        return governor.resume(id(runId), caller()).map(RunView::of).orElseThrow(() -> unknown(runId));
    }

    /** Begins a new run with the step that failed; what was done before it is taken over. */
    @POST
    @Path("/{runId}/rerun")
    @RolesAllowed("operator")
    public Response rerun(@PathParam("runId") String runId) {
        Run again = governor.rerun(id(runId), caller()).orElseThrow(() -> unknown(runId));
        RunView.Links links = RunView.Links.of(again.id());
        return Response.accepted(new RunView.Accepted(again.id(), again.state().text(), links))
                .location(URI.create(links.self()))
                .build();
    }

    private String caller() {
        return caller.getPrincipal().getName();
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
