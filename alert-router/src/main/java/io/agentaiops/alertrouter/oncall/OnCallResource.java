package io.agentaiops.alertrouter.oncall;

import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is on call when. */
@Path("/api/v1/on-call")
@RolesAllowed("viewer")
@RunOnVirtualThread
class OnCallResource {

    private static final Duration AHEAD = Duration.ofDays(28);

    /** Who is on call at one moment, by schedule. */
    record Page(List<Now> items) {}

    /**
     * One schedule at one moment.
     *
     * @param person who is on call; null: nobody
     * @param until when that changes, looking four weeks ahead
     * @param next who follows; null: nobody, or no change in that time
     * @param gaps how many gaps there are in that time
     */
    record Now(
            String schedule,
            @Nullable String person,
            Instant until,
            @Nullable String next,
            long gaps) {}

    /** A time of a schedule. */
    record Plan(String schedule, List<Shift> shifts, List<Shift> gaps, List<StandingIn> overrides) {}

    /** Somebody who stands in. */
    record StandingIn(UUID id, String person, Instant from, Instant to) {}

    /** A wish that somebody stands in. */
    record Wish(
            @NotBlank String schedule,
            @NotBlank String person,
            @NotNull Instant from,
            @NotNull Instant to) {}

    /** Whom to call. */
    record ContactPage(List<Contact> items) {}

    private final OnCall onCall;
    private final Contacts contacts;
    private final Clock clock;

    OnCallResource(OnCall onCall, Contacts contacts, Clock clock) {
        this.onCall = onCall;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** Levels, vendors and teams as {@code documents/contacts.md} has them. */
    @GET
    @Path("/contacts")
    public ContactPage contacts() {
        return new ContactPage(contacts.all());
    }

    @GET
    public Page now(@QueryParam("at") @Nullable Instant at) {
        Instant moment = at == null ? clock.instant() : at;
        return new Page(onCall.schedules().stream()
                .map(schedule -> now(schedule, moment))
                .toList());
    }

    private Now now(Schedule schedule, Instant moment) {
        List<Shift> shifts = onCall.shifts(schedule, moment, moment.plus(AHEAD));
        Shift first = shifts.getFirst();
        return new Now(
                schedule.name(),
                first.person(),
                first.to(),
                shifts.size() > 1 ? shifts.get(1).person() : null,
                gaps(shifts).size());
    }

    /** The shifts of a schedule with its gaps; four weeks from now unless asked otherwise. */
    @GET
    @Path("/{schedule}")
    public Plan plan(
            @PathParam("schedule") String name,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("to") @Nullable Instant to) {
        Schedule schedule = known(name);
        Instant begin = from == null ? clock.instant() : from;
        Instant end = to == null ? begin.plus(AHEAD) : to;
        List<Shift> shifts = shifts(schedule, begin, end);
        return new Plan(
                name,
                shifts,
                gaps(shifts),
                onCall.overrides(name, begin, end).stream()
                        .map(row -> new StandingIn(
                                row.id(),
                                row.standIn().person(),
                                row.standIn().from(),
                                row.standIn().to()))
                        .toList());
    }

    /** The same as iCalendar, from a week ago to 26 weeks ahead. */
    @GET
    @Path("/{schedule}.ics")
    @Produces("text/calendar")
    public String calendar(@PathParam("schedule") String name) {
        Instant now = clock.instant();
        Schedule schedule = known(name);
        return ShiftCalendar.of(
                name, onCall.shifts(schedule, now.minus(Duration.ofDays(7)), now.plus(Duration.ofDays(182))), now);
    }

    @POST
    @Path("/overrides")
    @RolesAllowed("operator")
    public Response standIn(@NotNull @Valid Wish wish, @Context SecurityContext caller) {
        try {
            UUID id = onCall.standIn(
                    wish.schedule(),
                    wish.person(),
                    wish.from(),
                    wish.to(),
                    caller.getUserPrincipal().getName());
            return Response.status(Response.Status.CREATED)
                    .entity(new StandingIn(id, wish.person(), wish.from(), wish.to()))
                    .build();
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            throw Problem.invalid(List.of(new Problem.FieldError(reason.split(" ", 2)[0], reason)));
        }
    }

    @DELETE
    @Path("/overrides/{id}")
    @RolesAllowed("operator")
    public Response takeBack(@PathParam("id") UUID id, @Context SecurityContext caller) {
        if (!onCall.takeBack(id, caller.getUserPrincipal().getName())) {
            throw Problem.notFound("override-unknown", "there is no override " + id);
        }
        return Response.noContent().build();
    }

    private List<Shift> shifts(Schedule schedule, Instant from, Instant to) {
        try {
            return onCall.shifts(schedule, from, to);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(List.of(new Problem.FieldError("from", String.valueOf(e.getMessage()))));
        }
    }

    private Schedule known(String name) {
        return onCall.schedule(name)
                .orElseThrow(() -> Problem.notFound(
                        "schedule-unknown", "no schedule is named " + name + "; GET /api/v1/on-call lists them"));
    }

    private static List<Shift> gaps(List<Shift> shifts) {
        return shifts.stream().filter(shift -> shift.person() == null).toList();
    }
}
