package io.agentaiops.opsscheduler.occurrence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.eventbus.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When procedures were due and will be due. */
@Path("/api/v1/operations/calendar")
@RolesAllowed("viewer")
@Produces(MediaType.APPLICATION_JSON)
public class CalendarResource {

    /** A due time; {@code outcome} is ran, late, skipped, missed, or {@code due} when it has not come. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String procedure,
            Instant dueAt,
            String outcome,
            String reason,
            @Nullable UUID runId) {}

    /** Due times in order; {@code truncated} when there are more than one answer holds. */
    record Calendar(Instant from, Instant to, List<Entry> items, boolean truncated) {}

    private final OccurrenceCalendar calendar;

    CalendarResource(OccurrenceCalendar calendar) {
        this.calendar = calendar;
    }

    /** Every due time from {@code from} (a week ago) until {@code to} (a week ahead) with what came of it. */
    @GET
    public Calendar between(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        return calendar.between(instant("from", from), instant("to", to));
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.invalid(List.of(
                    new Problem.FieldError(name, "must be a time such as 2026-11-22T09:00:00Z but is " + text)));
        }
    }
}
