package io.agentaiops.agentgateway.session;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SessionList(List<Summary> items, @Nullable String nextCursor) {}

    /** A session without its runs; {@code state} is active or expired. */
    record Summary(String id, String principal, String title, String state, Instant createdAt, Instant updatedAt) {}

    /** A session with its runs, oldest first. */
    record SessionView(
            String id, String title, String state, Instant createdAt, Instant updatedAt, List<RunView> runs) {}

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

    /** With {@code q}, only those whose titles hold all its words. */
    @GET
    public Response list(
            @QueryParam("q") @DefaultValue("") @Size(max = 200) String words,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        SessionCursor before = SessionCursor.parse(cursor)
                .orElseThrow(() -> Problem.badRequest("cursor-invalid", "cursor must come from a list of sessions."));
        List<Session> found = sessions.of(caller(), words, before, limit + 1);
        List<Summary> items = found.stream().limit(limit).map(this::summary).toList();
        if (found.size() <= limit) {
            return Response.ok(new SessionList(items, null)).build();
        }
        String next = SessionCursor.after(found.get(limit - 1)).text();
        return Response.ok(new SessionList(items, next))
                .header("Link", "<" + nextPage(words, limit, next) + ">; rel=\"next\"")
                .build();
    }

    private static String nextPage(String words, int limit, String cursor) {
        String wanted = words.isEmpty() ? "" : "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8) + "&";
        return "/api/v1/sessions?" + wanted + "limit=" + limit + "&cursor=" + cursor;
    }

    @POST
    public Response create(@Nullable @Valid Wish wish) {
        String title = wish == null || wish.title() == null ? "" : wish.title();
        return Response.status(Response.Status.CREATED)
                .entity(summary(sessions.begin(caller(), title)))
                .build();
    }

    @GET
    @Path("/{id}")
    public SessionView get(String id, @QueryParam("expired") @DefaultValue("refuse") String expired) {
        Session session = visible(id);
        if (sessions.isExpired(session) && !expired.equals("show")) {
            throw Problem.gone(
                    "session-expired",
                    "Nothing was asked in this session for too long. Begin a new one; add ?expired=show to read it.");
        }
        List<RunView> shown = runs.ofSession(id, RUNS_SHOWN).stream()
                .map(run -> RunView.of(run, steps.of(run.id())))
                .toList();
        return new SessionView(
                session.id(), session.title(), state(session), session.createdAt(), session.updatedAt(), shown);
    }

    @DELETE
    @Path("/{id}")
    public void delete(String id) {
        sessions.delete(visible(id), caller());
    }

    private Summary summary(Session session) {
        return new Summary(
                session.id(),
                session.principal(),
                session.title(),
                state(session),
                session.createdAt(),
                session.updatedAt());
    }

    private String state(Session session) {
        return sessions.isExpired(session) ? "expired" : "active";
    }

    private Session visible(String id) {
        return sessions.find(id, caller())
                .orElseThrow(() -> Problem.notFound("session-unknown", "There is no session with the id " + id + "."));
    }

    private Caller caller() {
        return new Caller(identity.getPrincipal().getName(), identity.getRoles());
    }
}
