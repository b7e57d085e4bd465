package io.agentaiops.agentgateway.session;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.agentgateway.run.RunView;
import io.agentaiops.agentgateway.run.StepStore;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conversations. */
@Path("/api/v1/sessions")
@RolesAllowed("viewer")
@RunOnVirtualThread
class SessionResource {

    private static final int RUNS_SHOWN = 100;

    /** What to call it. */
    record Wish(@Nullable @Size(max = 200) String title) {}

    /** The caller's sessions, the one used last first. */
    record SessionList(List<Session> items) {}

    /** A session with its runs, oldest first. */
    record SessionView(String id, String title, Instant createdAt, Instant updatedAt, List<RunView> runs) {}

    private final Sessions sessions;
    private final RunStore runs;
    private final StepStore steps;
    private final SecurityIdentity identity;

    SessionResource(Sessions sessions, RunStore runs, StepStore steps, SecurityIdentity identity) {
        this.sessions = sessions;
        this.runs = runs;
        this.steps = steps;
        this.identity = identity;
    }

    @GET
    public SessionList list(@QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return new SessionList(sessions.of(caller(), limit));
    }

    @POST
    public Response create(@Nullable @Valid Wish wish) {
        String title = wish == null || wish.title() == null ? "" : wish.title();
        return Response.status(Response.Status.CREATED)
                .entity(sessions.begin(caller(), title))
                .build();
    }

    @GET
    @Path("/{id}")
    public SessionView get(String id) {
        Session session = visible(id);
        List<RunView> shown = runs.ofSession(id, RUNS_SHOWN).stream()
                .map(run -> RunView.of(run, steps.of(run.id())))
                .toList();
        return new SessionView(session.id(), session.title(), session.createdAt(), session.updatedAt(), shown);
    }

    @DELETE
    @Path("/{id}")
    public void delete(String id) {
        sessions.delete(visible(id), caller());
    }

    private Session visible(String id) {
        return sessions.find(id, caller())
                .orElseThrow(() -> Problem.notFound("session-unknown", "There is no session with the id " + id + "."));
    }

    private Caller caller() {
        return new Caller(identity.getPrincipal().getName(), identity.getRoles());
    }
}
