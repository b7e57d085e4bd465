package io.agentaiops.opsscheduler.occurrence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkiverse.resteasy.problem.HttpProblem;
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

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2999-12-31T00:00:00Z");

    private final OccurrenceCalendar calendar;

    CalendarResource(OccurrenceCalendar calendar) {
        this.calendar = calendar;
    }

    /** Every due time from {@code from} (a week ago) until {@code to} (a week ahead), 400 days at most, with what came of it. */
    @GET
    public Calendar between(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        Instant start = instant("from", from);
        Instant end = instant("to", to);
        try {
            return calendar.between(start, end);
        } catch (IllegalArgumentException e) {
            throw invalid("to", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            Instant time = text == null ? null : Instant.parse(text);
            if (time == null || !(time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
                return time;
            }
        } catch (DateTimeException e) {
            throw invalid(name, "must be a time such as 2026-11-22T09:00:00Z but is " + text);
        }
        throw invalid(name, "must lie between " + EARLIEST + " and " + LATEST + " but is " + text);
    }

    private static HttpProblem invalid(String field, String detail) {
        return Problem.invalid(List.of(new Problem.FieldError(field, detail)));
    }
}
