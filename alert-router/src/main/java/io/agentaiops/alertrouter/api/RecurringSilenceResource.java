package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.alert.LastingAlertStore;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.silence.Reach;
import io.agentaiops.alertrouter.silence.RecurringSilence;
import io.agentaiops.alertrouter.silence.RecurringSilences;
import io.agentaiops.alertrouter.silence.SilenceRequests;
import io.agentaiops.alertrouter.timing.WeeklyTime;
import io.agentaiops.alertrouter.yaml.PromDuration;
import io.agentaiops.alertrouter.yaml.TimeTexts;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Silences that come again every week. One that is too broad for one person is refused: it would hold unseen. */
@Path("/api/v1/silences/recurring")
@RolesAllowed("viewer")
@RunOnVirtualThread
class RecurringSilenceResource {

    private static final int LONGEST_COMMENT = 1_000;

    /**
     * A silence that is wanted.
     *
     * @param matchers as Alertmanager writes them
     * @param weekdays days such as {@code saturday}; none: every day
     * @param at time of day, such as {@code 02:00}
     * @param timeZone such as {@code Europe/Berlin}; none: UTC
     * @param lasts such as {@code 2h}
     * @param comment why
     */
    record Wanted(
            @NotNull List<String> matchers,
            @Nullable List<String> weekdays,
            @NotNull String at,
            @Nullable String timeZone,
            @NotNull String lasts,
            @NotNull String comment) {}

    /** All of them. */
    record Page(List<View> items) {}

    /** A silence that comes again, and when it does next. */
    record View(
            UUID id,
            String matchers,
            List<String> weekdays,
            String at,
            String timeZone,
            String lasts,
            String comment,
            String createdBy,
            Instant next) {}

    private final RecurringSilences silences;
    private final SilenceRequests requests;
    private final LastingAlertStore alerts;
    private final Clock clock;

    RecurringSilenceResource(
            RecurringSilences silences, SilenceRequests requests, LastingAlertStore alerts, Clock clock) {
        this.silences = silences;
        this.requests = requests;
        this.alerts = alerts;
        this.clock = clock;
    }

    @GET
    public Page list() {
        return new Page(silences.all().stream().map(this::view).toList());
    }

    @POST
    @RolesAllowed("operator")
    public Response add(@NotNull Wanted wanted, @Context SecurityContext caller) {
        String actor = caller.getUserPrincipal().getName();
        RecurringSilence silence = silence(wanted, actor);
        requests.breadth(silence.matchers(), Reach.of(silence.matchers(), alerts, clock.instant()))
                .ifPresent(why -> {
                    throw Problem.forbidden(
                            "silence-too-broad",
                            why + "; a silence that comes again must be narrower, or be set and approved each time");
                });
        try {
            silences.add(silence, actor);
        } catch (IllegalArgumentException e) {
            throw invalid("matchers", e);
        }
        return Response.status(Response.Status.CREATED).entity(view(silence)).build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("operator")
    public void delete(@PathParam("id") UUID id, @Context SecurityContext caller) {
        if (!silences.delete(id, caller.getUserPrincipal().getName())) {
            throw Problem.notFound("recurring-silence-unknown", "no silence comes again under " + id);
        }
    }

    private RecurringSilence silence(Wanted wanted, String actor) {
        Matchers matchers = read("matchers", () -> AlertFilter.matchers(wanted.matchers()));
        Set<DayOfWeek> days = read("weekdays", () -> days(wanted.weekdays()));
        LocalTime at = read("at", () -> TimeTexts.time(wanted.at()));
        ZoneId zone = read("timeZone", () -> TimeTexts.zone(wanted.timeZone() == null ? "UTC" : wanted.timeZone()));
        var lasts = read("lasts", () -> PromDuration.parse(wanted.lasts()));
        if (wanted.comment().length() > LONGEST_COMMENT || wanted.comment().indexOf('\0') >= 0) {
            throw invalid("comment", new IllegalArgumentException("has at most " + LONGEST_COMMENT + " characters"));
        }
        return read(
                "lasts",
                () -> new RecurringSilence(
                        UUID.fromString(Ids.next()),
                        matchers,
                        new WeeklyTime(days, at, zone),
                        lasts,
                        wanted.comment(),
                        actor,
                        clock.instant()));
    }

    private static Set<DayOfWeek> days(@Nullable List<String> names) {
        return names == null ? Set.of() : names.stream().map(TimeTexts::weekday).collect(Collectors.toSet());
    }

    private static <T> T read(String field, java.util.function.Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw invalid(field, e);
        }
    }

    private static RuntimeException invalid(String field, RuntimeException problem) {
        return Problem.invalid(List.of(new Problem.FieldError(field, String.valueOf(problem.getMessage()))));
    }

    private View view(RecurringSilence silence) {
        return new View(
                silence.id(),
                silence.matchers().toString(),
                silence.time().weekdays().stream()
                        .sorted()
                        .map(day -> day.name().toLowerCase(Locale.ROOT))
                        .toList(),
                silence.time().at().toString(),
                silence.time().zone().getId(),
                PromDuration.print(silence.lasts()),
                silence.comment(),
                silence.createdBy(),
                silence.time().nextAfter(clock.instant()));
    }
}
