package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Takes calls back over REST. */
@Path("/api/v1/tool-calls")
@RunOnVirtualThread
class ToolCallCancelResource {

    /** Longer than any replica needs to stop what it runs. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CallCanceller canceller;
    private final ToolCallIntake intake;
    private final SecurityIdentity identity;

    ToolCallCancelResource(CallCanceller canceller, ToolCallIntake intake, SecurityIdentity identity) {
        this.canceller = canceller;
        this.intake = intake;
        this.identity = identity;
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed("operator")
    public Response cancel(String id, @QueryParam("reason") @DefaultValue("") String reason)
            throws InterruptedException {
        Cancellation cancellation = new Cancellation(identity.getPrincipal().getName(), reason);
        ToolCall before = canceller
                .cancel(id, cancellation)
                .orElseThrow(() -> Problem.notFound("tool-call-unknown", "There is no tool call '" + id + "'."));
        if (before.state().isFinal() && before.state() != CallState.CANCELLED) {
            throw Problem.conflict(
                    "tool-call-ended",
                    "The tool call has ended already: " + before.state().label() + ".");
        }
        ToolCall now = intake.await(id, PATIENCE).orElseThrow();
        return Response.status(now.state().isFinal() ? Response.Status.OK : Response.Status.ACCEPTED)
                .entity(ToolCallView.of(now))
                .build();
    }
}
