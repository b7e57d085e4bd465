package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.codec.TraceContext;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.toolrunner.tool.ToolRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls a tool over REST. */
@Path("/api/v1/tools")
@RunOnVirtualThread
class ToolCallResource {

    /** How long a call from here may wait for its turn. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What a caller sends. */
    record CallRequest(
            @NotNull Map<String, Object> arguments,
            @Nullable Expectation expect,
            @Positive @Nullable Long timeoutMs) {}

    private final ToolRegistry registry;
    private final ToolCallIntake intake;
    private final SecurityIdentity identity;
    private final Clock clock;
    private final TraceContext traces;

    ToolCallResource(
            ToolRegistry registry, ToolCallIntake intake, SecurityIdentity identity, Clock clock, TraceContext traces) {
        this.registry = registry;
        this.intake = intake;
        this.identity = identity;
        this.clock = clock;
        this.traces = traces;
    }

    @POST
    @Path("{name}/calls")
    @RolesAllowed("operator")
    public Response call(
            String name, @HeaderParam("Prefer") @Nullable String prefer, @NotNull @Valid CallRequest request)
            throws InterruptedException {
        if (registry.find(name).isEmpty()) {
            throw Problem.notFound("tool-unknown", "There is no tool '" + name + "'.");
        }
        String callId = Ids.next();
        intake.accept(newCall(callId, name, request));
        ToolCall call = intake.await(callId, PreferredWait.of(prefer)).orElseThrow();
        return call.state().isFinal()
                ? Response.ok(ToolCallView.of(call)).build()
                : Response.accepted(ToolCallView.of(call))
                        .location(URI.create("/api/v1/tool-calls/" + callId))
                        .build();
    }

    private NewToolCall newCall(String callId, String tool, CallRequest request) {
        Map<String, Object> arguments = request.arguments();
        if (arguments.containsValue(null)) {
            throw Problem.badRequest("argument-null", "An argument is null; leave it out instead.");
        }
        // No database of text holds it, and no command takes it.
        if (arguments.toString().indexOf('\0') >= 0) {
            throw Problem.badRequest("argument-nul", "An argument holds the character NUL; leave it out.");
        }
        return new NewToolCall(
                callId,
                tool,
                arguments,
                new Origin(Origin.Kind.API, callId),
                identity.getPrincipal().getName(),
                request.expect(),
                clock.instant().plus(PATIENCE),
                request.timeoutMs() == null ? null : Duration.ofMillis(request.timeoutMs()),
                null,
                null,
                traces.current(),
                identity.getRoles());
    }
}
