package io.agentaiops.agentgateway.faq;

import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frequent questions: everybody reads the approved ones, operators see the proposals, approvers decide. */
@Path("/api/v1/faq")
@RunOnVirtualThread
class FaqResource {

    private static final String STATES = "proposed|publishing|approved|rejected";

    /** Other words than the proposed ones. */
    record Edit(
            @Nullable @Size(max = 1_000) String question,
            @Nullable @Size(max = 20_000) String answer) {
        @Override
        public String toString() {
            return "Edit[]";
        }
    }

    /** Entries, the most frequent first. */
    record Entries(List<FaqEntry> items) {}

    private final Faq faq;
    private final FaqStore store;
    private final SecurityIdentity identity;

    FaqResource(Faq faq, FaqStore store, SecurityIdentity identity) {
        this.faq = faq;
        this.store = store;
        this.identity = identity;
    }

    @GET
    @RolesAllowed("viewer")
    public Entries list(
            @QueryParam("state")
                    @DefaultValue("approved")
                    @Pattern(regexp = STATES, message = "must be one of " + STATES)
                    String state,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
        FaqEntry.State wanted = FaqEntry.State.of(state);
        if (wanted != FaqEntry.State.APPROVED && !identity.getRoles().contains("operator")) {
            throw Problem.forbidden("proposals-for-operators", "Only operators see entries that are not approved.");
        }
        return new Entries(store.in(wanted, limit));
    }

    /** Looks for entries to propose now rather than in a few minutes. */
    @POST
    @Path("/proposals")
    @RolesAllowed("operator")
    public Entries propose() {
        faq.propose();
        return list("proposed", 100);
    }

    @POST
    @Path("/{id}/approve")
    @RolesAllowed("approver")
    public FaqEntry approve(String id, @Nullable @Valid Edit edit) {
        String question = edit == null ? null : edit.question();
        String answer = edit == null ? null : edit.answer();
        return faq.approve(id, question, answer, actor()).orElseThrow(() -> notProposed(id));
    }

    @POST
    @Path("/{id}/reject")
    @RolesAllowed("approver")
    public FaqEntry reject(String id) {
        return faq.reject(id, actor()).orElseThrow(() -> notProposed(id));
    }

    private static RuntimeException notProposed(String id) {
        return Problem.notFound("faq-unknown", "There is no proposed entry with the id " + id + ".");
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }
}
