package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.compliance.ExerciseStore.Exercise;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Failover exercises, recoveries and team exercises: planned, then written down with attendance and lessons. */
@Path("/api/v1/compliance/exercises")
@RolesAllowed("operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ExerciseResource {

    private static final Set<String> KINDS = Set.of("failover", "recovery", "team");
    private static final Set<String> STATES = Set.of("planned", "held", "cancelled");
    private static final int MOST_PEOPLE = 200;

    /** What is said of one; state planned, held or cancelled. */
    record Wanted(
            @Nullable String kind,
            @Nullable String title,
            @Nullable String state,
            @Nullable Instant scheduledFor,
            @Nullable Instant heldAt,
            @Nullable String ledBy,
            @Nullable List<String> attendees,
            @Nullable String outcome,
            @Nullable String lessons,
            @Nullable Map<String, Object> measurements) {}

    /** A list. */
    record Items<T>(List<T> items) {}

    private final ExerciseStore store;
    private final Audit audit;
    private final SecurityIdentity caller;
    private final Clock clock;

    ExerciseResource(ExerciseStore store, Audit audit, SecurityIdentity caller, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** What was held, newest first; before it what is planned. */
    @GET
    public Items<Exercise> list(
            @QueryParam("kind") @Nullable String kind, @QueryParam("limit") @DefaultValue("100") int limit) {
        return new Items<>(store.list(kind, Math.clamp(limit, 1, 1000)));
    }

    /** One. */
    @GET
    @Path("/{id}")
    public Exercise get(@PathParam("id") UUID id) {
        return store.find(id).orElseThrow(() -> Problem.notFound("exercise-not-found", "there is no exercise " + id));
    }

    /** Plans one, or writes down one that was held. */
    @POST
    @Transactional
    public Response add(@Nullable Wanted wanted) {
        Exercise exercise = exercise(UUID.fromString(Ids.next()), wanted, null);
        keep(exercise);
        return Response.status(Response.Status.CREATED).entity(exercise).build();
    }

    /** Writes down what came of it; the kind stays. */
    @PUT
    @Path("/{id}")
    @Transactional
    public Exercise change(@PathParam("id") UUID id, @Nullable Wanted wanted) {
        Exercise exercise = exercise(id, wanted, get(id).kind());
        keep(exercise);
        return exercise;
    }

    private void keep(Exercise exercise) {
        store.put(exercise);
        audit.record(
                exercise.recordedBy(),
                "compliance.exercise",
                exercise.id().toString(),
                exercise.state(),
                Map.of("kind", exercise.kind(), "title", exercise.title()));
    }

    private Exercise exercise(UUID id, @Nullable Wanted given, @Nullable String kind) {
        Wanted wanted = given == null ? new Wanted(null, null, null, null, null, null, null, null, null, null) : given;
        Wishes wishes = new Wishes();
        String state = wishes.oneOf("state", wanted.state() == null ? "planned" : wanted.state(), STATES);
        List<String> people = wanted.attendees() == null ? List.of() : wanted.attendees();
        Instant heldAt = wanted.heldAt();
        wishes.require(
                !state.equals("planned") || wanted.scheduledFor() != null,
                "scheduledFor",
                "a planned exercise has a time such as 2027-02-01T09:00:00Z");
        wishes.require(!state.equals("held") || heldAt != null, "heldAt", "one that was held has a time");
        wishes.require(heldAt == null || !heldAt.isAfter(clock.instant()), "heldAt", "must not be in the future");
        wishes.require(people.size() <= MOST_PEOPLE, "attendees", "at most " + MOST_PEOPLE);
        people.forEach(person -> wishes.text("attendees", person));
        Exercise exercise = new Exercise(
                id,
                kind == null ? wishes.oneOf("kind", wanted.kind(), KINDS) : kind,
                wishes.text("title", wanted.title()),
                state,
                wanted.scheduledFor(),
                heldAt,
                wishes.optional("ledBy", wanted.ledBy()),
                people.stream().map(String::strip).sorted().distinct().toList(),
                wishes.optional("outcome", wanted.outcome()),
                wishes.optional("lessons", wanted.lessons()),
                wanted.measurements() == null ? Map.of() : wanted.measurements(),
                caller.getPrincipal().getName(),
                clock.instant());
        wishes.check();
        return exercise;
    }
}
