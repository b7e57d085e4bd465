package io.agentaiops.toolrunner.builtin.terminal;

import io.agentaiops.toolrunner.policy.PolicyDecision;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Says what would become of a command, without running it. */
@Path("/api/v1/tools")
class CommandCheckResource {

    /** What is to be judged. */
    record CheckRequest(@NotNull String command) {}

    /**
     * The judgement.
     *
     * @param decision {@code allow}, {@code approve} or {@code deny}
     * @param reason why, empty for {@code allow}
     */
    record CheckResult(String decision, String reason) {
        static CheckResult of(PolicyDecision decision) {
            return switch (decision) {
                case PolicyDecision.Allowed allowed -> new CheckResult("allow", "");
                case PolicyDecision.NeedsApproval asked -> new CheckResult("approve", asked.reason());
                case PolicyDecision.Denied denied -> new CheckResult("deny", denied.reason());
            };
        }
    }

    private final CommandJudge judge;

    CommandCheckResource(CommandJudge judge) {
        this.judge = judge;
    }

    @POST
    @Path("terminal/check")
    @RolesAllowed("viewer")
    public CheckResult check(@NotNull @Valid CheckRequest request) {
        return CheckResult.of(judge.decide(request.command()));
    }
}
