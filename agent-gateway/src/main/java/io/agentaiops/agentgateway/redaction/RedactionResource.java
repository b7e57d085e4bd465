package io.agentaiops.agentgateway.redaction;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Redactor;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.eventbus.redaction.Finding;
import io.agentaiops.eventbus.redaction.Redaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;

/** Judges a text without keeping it, and turns a pseudonym back for those who may and who say why. */
@Path("/api/v1/redaction")
@RunOnVirtualThread
class RedactionResource {

    /** The text to judge. */
    record Check(@NotNull @Size(max = 200_000) String text) {}

    /** The text without what was found, and where the findings stand in the text that was given. */
    record Checked(String text, List<Finding> found) {}

    /** The pseudonym as it stands in a log or in the audit, such as {@code [email:p…]}, and why it must be known. */
    record Question(
            @NotBlank @Size(max = 700) String pseudonym,
            @NotBlank @Size(max = 500) String reason) {}

    /** What the pseudonym stands for. */
    record Revealed(String value) {}

    private final Redaction redaction;
    private final Audit audit;
    private final SecurityIdentity caller;

    RedactionResource(Redaction redaction, Audit audit, SecurityIdentity caller) {
        this.redaction = redaction;
        this.audit = audit;
        this.caller = caller;
    }

    @POST
    @Path("/check")
    @RolesAllowed("viewer")
    public Checked check(@NotNull @Valid Check check) {
        return new Checked(Redactor.redact(check.text()), Redactor.find(check.text()));
    }

    /** Accounted for before it is answered. */
    @POST
    @Path("/reveal")
    @RolesAllowed("admin")
    @Transactional
    public Revealed reveal(@NotNull @Valid Question question) {
        String value = redaction
                .reveal(question.pseudonym())
                .orElseThrow(() -> Problem.notFound(
                        "unknown-pseudonym",
                        "this is no pseudonym of this platform's key: give it as it stands in the log, with its type"));
        String who = caller.getPrincipal().getName();
        audit.record(who, "pseudonym.reveal", question.pseudonym(), "succeeded", Map.of("reason", question.reason()));
        return new Revealed(value);
    }
}
