package io.agentaiops.agentgateway.redaction;

import io.agentaiops.eventbus.Redactor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** Judges a text without keeping it: what would be hidden, and what would be left. */
@Path("/api/v1/redaction/check")
@RolesAllowed("viewer")
@RunOnVirtualThread
class RedactionResource {

    /** The text to judge. */
    record Check(@NotNull @Size(max = 200_000) String text) {}

    /** The text as it would be stored, and where the findings stand in the text that was given. */
    record Checked(String text, List<Redactor.Finding> found) {}

    @POST
    public Checked check(@NotNull @Valid Check check) {
        return new Checked(Redactor.redact(check.text()), Redactor.find(check.text()));
    }
}
