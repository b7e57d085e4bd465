package io.agentaiops.opsscheduler.trace;

import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The traces of the platform: what happened for a question, a step or an alert, in which service, and how long it took. */
@Path("/api/v1/traces")
@Tag(name = "Traces")
@RunOnVirtualThread
class TraceResource {

    private static final Logger LOG = Logger.getLogger(TraceResource.class);
    private static final Duration LOOK_BACK = Duration.ofHours(24);

    /** As far as OpenSearch turns pages. */
    private static final int FARTHEST = 9_800;

    private final TraceSearch search;
    private final Clock clock;

    TraceResource(TraceSearch search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({"viewer", "service"})
    @Operation(summary = "Traces with a span that fits all that is asked for, newest first")
    @APIResponse(responseCode = "200", description = "A page of traces")
    @APIResponse(responseCode = "400", description = "A parameter is not as it should be")
    @APIResponse(responseCode = "503", description = "OpenSearch does not answer")
    public TraceSearch.Found list(
            @QueryParam("service") @Size(max = 100) @Nullable String service,
            @Parameter(description = "Id of a question's run or of a procedure's")
                    @QueryParam("run")
                    @Size(max = 100)
                    @Nullable
                    String run,
            @Parameter(description = "Fingerprint of an alert") @QueryParam("alert") @Size(max = 100) @Nullable
                    String alert,
            @Parameter(description = "So long the span took at least, in milliseconds")
                    @QueryParam("minDurationMs")
                    @DefaultValue("0")
                    @Min(0)
                    @Max(86_400_000)
                    long minDurationMs,
            @Parameter(description = "true: only where something went wrong")
                    @QueryParam("error")
                    @Pattern(regexp = "true|false", message = "is true or false")
                    @Nullable
                    String error,
            @Parameter(description = "RFC 3339; a day ago if not given") @QueryParam("from") @Nullable String from,
            @Parameter(description = "RFC 3339; now if not given") @QueryParam("to") @Nullable String to,
            @QueryParam("offset") @DefaultValue("0") @Min(0) @Max(FARTHEST) int offset,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<Problem.FieldError> errors = new ArrayList<>();
        Instant now = clock.instant();
        Instant until = time("to", to, now, errors);
        Instant since = time("from", from, until.minus(LOOK_BACK), errors);
        if (errors.isEmpty() && !since.isBefore(until)) {
            errors.add(new Problem.FieldError("from", "must be before to"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        TraceSearch.Query query = new TraceSearch.Query(
                given(service),
                given(run),
                given(alert),
                minDurationMs,
                error == null ? null : Boolean.valueOf(error),
                since,
                until,
                offset,
                limit);
        try {
            return search.search(query);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @GET
    @Path("/{traceId}")
    @RolesAllowed({"viewer", "service"})
    @Operation(summary = "A trace with its spans as a tree")
    @APIResponse(responseCode = "200", description = "The trace; at most 2000 of its spans, oldest first")
    @APIResponse(responseCode = "400", description = "That is no trace id")
    @APIResponse(responseCode = "404", description = "No span of that trace is kept")
    @APIResponse(responseCode = "503", description = "OpenSearch does not answer")
    public TraceTree one(
            @PathParam("traceId") @Pattern(regexp = "[0-9a-f]{32}", message = "has 32 digits of 0-9 and a-f")
                    String traceId) {
        try {
            return search.find(traceId)
                    .orElseThrow(() -> Problem.notFound(
                            "trace-not-found",
                            "No span of the trace " + traceId
                                    + " is kept: it is too old, was not sampled, or has only just begun."));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static Instant time(
            String name, @Nullable String text, Instant otherwise, List<Problem.FieldError> errors) {
        try {
            return text == null || text.isBlank()
                    ? otherwise
                    : OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            errors.add(new Problem.FieldError(name, "must be a time such as 2026-05-04T07:00:00Z"));
            return otherwise;
        }
    }

    private static RuntimeException unavailable(IOException e) {
        LOG.warnf("traces cannot be read: %s", e.getMessage());
        return Problem.unavailable("traces-unavailable", "OpenSearch does not answer; the traces cannot be read now.");
    }
}
