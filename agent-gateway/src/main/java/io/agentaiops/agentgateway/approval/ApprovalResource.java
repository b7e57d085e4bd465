package io.agentaiops.agentgateway.approval;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inbox of what waits for a person. Everybody may look; who may decide stands in each entry. */
@Path("/api/v1/approvals")
@RolesAllowed("viewer")
@RunOnVirtualThread
class ApprovalResource {

    /**
     * What a person says. With {@code planHash}, the decision holds only for the plan of that hash. With {@code
     * arguments}, these are to run in the place of those shown, once policy has judged them.
     */
    record Verdict(
            @NotNull @Pattern(regexp = "approve|deny", message = "must be approve or deny")
            String decision,

            @Nullable @Size(max = 2_000) String reason,
            @Nullable String planHash,
            @Nullable Map<String, Object> arguments) {}

    /** Entries, newest first. */
    record ApprovalList(List<Approval> items) {}

    private final ApprovalInbox inbox;
    private final SecurityIdentity identity;

    ApprovalResource(ApprovalInbox inbox, SecurityIdentity identity) {
        this.inbox = inbox;
        this.identity = identity;
    }

    @GET
    public ApprovalList list(
            @QueryParam("state")
                    @Nullable
                    @Pattern(
                            regexp = "pending|approved|denied|expired|withdrawn",
                            message = "must be pending, approved, denied, expired or withdrawn")
                    String state,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return new ApprovalList(inbox.in(state == null ? null : Approval.State.of(state), limit));
    }

    @GET
    @Path("/{id}")
    public Approval get(String id) {
        return inbox.find(id).orElseThrow(() -> unknown(id));
    }

    @POST
    @Path("/{id}")
    public Approval decide(String id, @NotNull @Valid Verdict verdict) {
        String shown = verdict.planHash();
        if (shown != null && !get(id).planHash().equals(shown)) {
            throw Problem.conflict("plan-changed", "The plan is not the one of that hash: read it again.");
        }
        Decision decision = verdict.decision().equals("approve") ? Decision.APPROVE : Decision.DENY;
        String reason = verdict.reason();
        Caller caller = new Caller(identity.getPrincipal().getName(), identity.getRoles());
        return switch (inbox.decide(id, decision, reason == null ? "" : reason, verdict.arguments(), caller)) {
            case ApprovalInbox.Outcome.Settled settled -> settled.approval();
            case ApprovalInbox.Outcome.Unknown gone -> throw unknown(id);
            case ApprovalInbox.Outcome.NotAllowed not ->
                throw Problem.forbidden(
                        "approval-not-allowed", "Only those with the role " + not.role() + " may decide this.");
            case ApprovalInbox.Outcome.OwnRequest own ->
                throw Problem.forbidden(
                        "approval-own", "You asked for this yourself; somebody else who may approve has to agree.");
            case ApprovalInbox.Outcome.NotEditable fixed ->
                throw Problem.badRequest(
                        "arguments-fixed", "The arguments of this cannot be edited; leave arguments out, or deny it.");
            case ApprovalInbox.Outcome.TooLate late ->
                throw Problem.conflict(
                        "approval-settled",
                        "This was settled before: " + late.state().label() + ".");
        };
    }

    private static RuntimeException unknown(String id) {
        return Problem.notFound("approval-unknown", "There is no approval with the id " + id + ".");
    }
}
