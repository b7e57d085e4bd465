package io.agentaiops.agentgateway.run;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs: look, follow, stop, rate. Other people's runs do not exist for those who may not see them. */
@Path("/api/v1/runs/{id}")
@RolesAllowed("viewer")
@RunOnVirtualThread
class RunResource {

    /** What the asker thinks of the answer. */
    record Feedback(
            @NotNull @Pattern(regexp = "up|down", message = "must be up or down")
            String rating,

            @Nullable @Size(max = 4_000) String comment) {}

    private final RunStore runs;
    private final StepStore steps;
    private final RunLifecycle lifecycle;
    private final RunEventStream stream;
    private final RunConfig config;
    private final SecurityIdentity identity;

    RunResource(
            RunStore runs,
            StepStore steps,
            RunLifecycle lifecycle,
            RunEventStream stream,
            RunConfig config,
            SecurityIdentity identity) {
        this.runs = runs;
        this.steps = steps;
        this.lifecycle = lifecycle;
        this.stream = stream;
        this.config = config;
        this.identity = identity;
    }

    @GET
    public RunView get(String id) {
        return RunView.of(visible(id), steps.of(id));
    }

    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            String id,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServerResponse response) {
        long after = sequence(lastEventId);
        stream.play(visible(id).id(), after, new SseRoute(sink, sse, response, config.stalledReader()));
    }

    @POST
    @Path("/cancel")
    public RunView cancel(String id) {
        Run run = visible(id);
        if (!lifecycle.cancel(run, caller().principal())) {
            throw Problem.conflict("run-ended", "The run " + id + " has ended already.");
        }
        return get(id);
    }

    @POST
    @Path("/feedback")
    public void feedback(String id, @NotNull @Valid Feedback feedback) {
        String comment = feedback.comment();
        lifecycle.rate(visible(id), feedback.rating(), comment == null ? "" : comment, caller().principal());
    }

    private Run visible(String id) {
        Caller caller = caller();
        return Optional.of(id)
                .filter(printable -> printable.indexOf('\0') < 0)
                .flatMap(runs::find)
                .filter(run -> run.belongsTo(caller))
                .orElseThrow(() -> Problem.notFound("run-unknown", "There is no run with the id " + id + "."));
    }

    private Caller caller() {
        return new Caller(identity.getPrincipal().getName(), identity.getRoles());
    }

    private static long sequence(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return 0;
        }
        try {
            return Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException e) {
            throw Problem.badRequest("last-event-id-invalid", "Last-Event-ID must be the id of an event of this run.");
        }
    }
}
