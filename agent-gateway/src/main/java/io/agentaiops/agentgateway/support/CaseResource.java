package io.agentaiops.agentgateway.support;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Support cases: reported by anybody, worked on by operators, their solutions approved by approvers. */
@Path("/api/v1/cases")
@RunOnVirtualThread
class CaseResource {

    private static final String STATES = "open|drafted|publishing|solved|closed";

    /** What went wrong. With a run, title and question can be left out. */
    record Report(
            @Nullable @Size(max = 200) String title,
            @NotBlank @Size(max = 8_000) String problem,
            @Nullable @Size(max = 8_000) String question,
            @Nullable @Size(max = 64) String runId,

            @Nullable @Pattern(regexp = "problem|error-report", message = "must be problem or error-report")
            String kind) {
        @Override
        public String toString() {
            return "Report[]";
        }
    }

    /** What helps meanwhile, or why a case is closed. */
    record Words(@NotBlank @Size(max = 8_000) String text) {
        @Override
        public String toString() {
            return "Words[]";
        }
    }

    /** The solution in words, from which the document is composed; or the whole document as it was edited. */
    record Solution(
            @Nullable @Size(max = 20_000) String solution,
            @Nullable @Size(max = 60_000) String markdown) {
        @Override
        public String toString() {
            return "Solution[]";
        }
    }

    /** A case as it is listed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(
            String id,
            String kind,
            SupportCase.State state,
            String title,
            String reportedBy,
            @Nullable String documentId,
            Instant openedAt,
            Instant changedAt) {
        static Summary of(SupportCase one) {
            return new Summary(
                    one.id(),
                    one.kind(),
                    one.state(),
                    one.text().title(),
                    one.reporter().principal(),
                    one.documentId(),
                    one.openedAt(),
                    one.changedAt());
        }
    }

    /** A case with all that was done about it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            @JsonUnwrapped Summary summary,
            String problem,
            @Nullable String question,
            @Nullable String runId,
            @Nullable String reproRunId,
            @Nullable String draft,
            List<CaseStage> stages) {}

    /** Cases, and where the list goes on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Summary> items, @Nullable String nextCursor) {}

    private final Cases cases;
    private final CaseStore store;
    private final RunStore runs;
    private final SecurityIdentity identity;

    CaseResource(Cases cases, CaseStore store, RunStore runs, SecurityIdentity identity) {
        this.cases = cases;
        this.store = store;
        this.runs = runs;
        this.identity = identity;
    }

    @POST
    @RolesAllowed("viewer")
    public Response open(@NotNull @Valid Report report) {
        Run run = report.runId() == null ? null : visibleRun(report.runId());
        String question = report.question() != null ? report.question() : run == null ? null : run.question();
        String problem = report.problem().strip();
        String title = report.title() != null && !report.title().isBlank() ? report.title() : firstLine(problem);
        SupportCase one = cases.open(
                report.kind() == null ? "problem" : report.kind(),
                new SupportCase.Text(title.strip(), problem, question, null),
                run,
                caller());
        return Response.status(Response.Status.CREATED).entity(view(one)).build();
    }

    /** Operators see all cases, others their own; newest first. */
    @GET
    @RolesAllowed("viewer")
    public Response list(
            @QueryParam("state") @Nullable @Pattern(regexp = STATES, message = "must be one of " + STATES) String state,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @DefaultValue("g") String cursor) {
        Caller caller = caller();
        String only = caller.roles().contains("operator") ? null : caller.principal();
        List<SupportCase> found =
                store.before(cursor, only, state == null ? null : SupportCase.State.of(state), limit + 1);
        List<Summary> items = found.stream().limit(limit).map(Summary::of).toList();
        if (found.size() <= limit) {
            return Response.ok(new Page(items, null)).build();
        }
        String next = items.getLast().id();
        String link = "</api/v1/cases?limit=" + limit + "&cursor=" + next + (state == null ? "" : "&state=" + state)
                + ">; rel=\"next\"";
        return Response.ok(new Page(items, next)).header("Link", link).build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    public View get(String id) {
        return store.find(id)
                .filter(one -> one.isVisibleTo(caller()))
                .map(this::view)
                .orElseThrow(() -> unknown(id));
    }

    @PUT
    @Path("/{id}/workaround")
    @RolesAllowed("operator")
    public View workaround(String id, @NotNull @Valid Words words) {
        return shown(id, cases.workaround(id, words.text(), caller().principal()));
    }

    @POST
    @Path("/{id}/solution")
    @RolesAllowed("operator")
    public View draft(String id, @NotNull @Valid Solution solution) {
        if (isBlank(solution.solution()) == isBlank(solution.markdown())) {
            throw Problem.invalid(List.of(new Problem.FieldError(
                    "solution", "give either the solution in words, or the whole document as markdown")));
        }
        String markdown = isBlank(solution.markdown()) ? null : solution.markdown();
        return shown(id, cases.draft(id, solution.solution(), markdown, caller().principal()));
    }

    @POST
    @Path("/{id}/solution/approve")
    @RolesAllowed("approver")
    public View approve(String id) {
        return shown(id, cases.approve(id, caller().principal()));
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed("operator")
    public View close(String id, @NotNull @Valid Words words) {
        return shown(id, cases.close(id, words.text(), caller().principal()));
    }

    private View shown(String id, Cases.Outcome outcome) {
        return switch (outcome) {
            case Cases.Outcome.Done done -> view(done.supportCase());
            case Cases.Outcome.Unknown unknown -> throw unknown(id);
            case Cases.Outcome.NotNow notNow -> throw Problem.conflict("case-not-ready", notNow.reason());
        };
    }

    private View view(SupportCase one) {
        return new View(
                Summary.of(one),
                one.text().problem(),
                one.text().question(),
                one.runId(),
                one.reproRunId(),
                one.text().draft(),
                store.stages(one.id()));
    }

    private Run visibleRun(String id) {
        return runs.find(id)
                .filter(run -> run.belongsTo(caller()))
                .orElseThrow(() -> Problem.notFound("run-unknown", "There is no run with the id " + id + "."));
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse(text).strip();
        return line.length() <= 120 ? line : line.substring(0, 120);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static RuntimeException unknown(String id) {
        return Problem.notFound("case-unknown", "There is no case with the id " + id + ".");
    }

    private Caller caller() {
        return new Caller(identity.getPrincipal().getName(), identity.getRoles());
    }
}
