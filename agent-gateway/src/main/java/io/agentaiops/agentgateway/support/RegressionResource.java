package io.agentaiops.agentgateway.support;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions that must not go wrong again: listed with their last result, added, removed, and asked on demand. */
@Path("/api/v1/regressions")
@RolesAllowed("operator")
@RunOnVirtualThread
class RegressionResource {

    /** A question and what a right answer has. */
    record Wish(
            @NotBlank @Size(max = 8_000) String question,
            @Nullable @Size(max = 500) String expectedDocument,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 200) String> expectedWords) {
        @Override
        public String toString() {
            return "Wish[]";
        }
    }

    private final Regressions questions;
    private final RegressionRunner runner;
    private final Audit audit;
    private final Clock clock;
    private final SecurityIdentity identity;

    RegressionResource(
            Regressions questions, RegressionRunner runner, Audit audit, Clock clock, SecurityIdentity identity) {
        this.questions = questions;
        this.runner = runner;
        this.audit = audit;
        this.clock = clock;
        this.identity = identity;
    }

    @GET
    public List<RegressionQuestion> list() {
        return questions.all();
    }

    @POST
    @Transactional
    public Response add(@NotNull @Valid Wish wish) {
        List<String> words = wish.expectedWords() == null ? List.of() : wish.expectedWords();
        if (wish.expectedDocument() == null && words.isEmpty()) {
            throw Problem.invalid(List.of(new Problem.FieldError(
                    "expectedDocument", "say what a right answer has: a document that it cites, or words")));
        }
        String id = questions
                .add(wish.question(), wish.expectedDocument(), words, null, actor())
                .orElseThrow();
        audit.record(actor(), "regression.add", id, "succeeded", Map.of());
        return Response.status(Response.Status.CREATED)
                .entity(questions.all().stream()
                        .filter(question -> question.id().equals(id))
                        .findFirst()
                        .orElseThrow())
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    public void remove(String id) {
        if (!questions.remove(id)) {
            throw Problem.notFound("regression-unknown", "There is no regression question with the id " + id + ".");
        }
        audit.record(actor(), "regression.remove", id, "succeeded", Map.of());
    }

    /** Asks them all, and answers when the last has its answer or the time is over. */
    @POST
    @Path("/run")
    public RegressionRunner.Result run(@QueryParam("seconds") @DefaultValue("120") @Min(1) @Max(900) int seconds) {
        return runner.run(clock.instant().plusSeconds(seconds));
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }
}
