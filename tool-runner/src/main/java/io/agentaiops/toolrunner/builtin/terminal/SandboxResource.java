package io.agentaiops.toolrunner.builtin.terminal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.toolrunner.policy.ActivePolicy;
import io.agentaiops.toolrunner.sandbox.Sandbox;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what stands between a command and the machine: the sandbox that was found, and the policy in force. */
@Path("/api/v1/tools")
class SandboxResource {

    /**
     * The sandbox.
     *
     * @param level the level in force
     * @param why why it is not a better one; empty when it is the best
     * @param guarantees what it stops
     */
    record SandboxView(String level, String why, List<String> guarantees) {}

    /**
     * The policy.
     *
     * @param source its file, or {@code shipped}
     * @param loadedAt when it was put in force
     * @param problem what keeps a newer one out
     * @param commands what it permits
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PolicyView(
            String source, Instant loadedAt, ActivePolicy.@Nullable PolicyProblem problem, List<String> commands) {}

    private final Sandbox sandbox;
    private final ActivePolicy policy;

    SandboxResource(Sandbox sandbox, ActivePolicy policy) {
        this.sandbox = sandbox;
        this.policy = policy;
    }

    @GET
    @Path("terminal/sandbox")
    @RolesAllowed("viewer")
    public SandboxView sandbox() {
        return new SandboxView(sandbox.level().label(), sandbox.why(), sandbox.guarantees());
    }

    @GET
    @Path("terminal/policy")
    @RolesAllowed("viewer")
    public PolicyView policy() {
        ActivePolicy.Status status = policy.status();
        return new PolicyView(
                status.source(),
                status.loadedAt(),
                status.problem(),
                policy.current().permissions());
    }
}
