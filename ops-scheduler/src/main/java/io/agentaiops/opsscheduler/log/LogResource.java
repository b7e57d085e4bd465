package io.agentaiops.opsscheduler.log;

import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The collected warnings and errors of the services, newest first. */
@Path("/api/v1/logs")
@RunOnVirtualThread
class LogResource {

    private static final Logger LOG = Logger.getLogger(LogResource.class);
    private static final int MOST_TEXT = 1000;

    private final LogSearch search;
    private final Clock clock;

    LogResource(LogSearch search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({"viewer", "service"})
    public LogSearch.Found search(
            @QueryParam("q") @Nullable String text,
            @QueryParam("service") @Nullable String service,
            @QueryParam("level") @Nullable String level,
            @QueryParam("trace") @Nullable String traceId,
            @QueryParam("minutes") @DefaultValue("60") @Min(1) @Max(129_600) int minutes,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
        if (text != null && text.length() > MOST_TEXT) {
            throw Problem.invalid(List.of(new Problem.FieldError("q", "has at most " + MOST_TEXT + " characters")));
        }
        try {
            return search.search(new LogSearch.Query(
                    text == null || text.isBlank() ? null : text,
                    service,
                    level == null ? null : level.toUpperCase(Locale.ROOT),
                    traceId,
                    clock.instant().minus(Duration.ofMinutes(minutes)),
                    limit));
        } catch (IOException e) {
            LOG.warnf("logs cannot be searched: %s", e.getMessage());
            throw Problem.unavailable(
                    "logs-unavailable", "OpenSearch does not answer; the logs cannot be searched now.");
        }
    }
}
