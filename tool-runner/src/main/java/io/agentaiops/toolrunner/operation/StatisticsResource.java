package io.agentaiops.toolrunner.operation;

import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.toolrunner.operation.ToolStatistics.Grouping;
import io.agentaiops.toolrunner.operation.ToolStatistics.Usage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the tools are used, how often they succeed, and how long they take. */
@Path("/api/v1/tools/statistics")
@RunOnVirtualThread
class StatisticsResource {

    /** What was counted, since when. */
    record Statistics(Instant from, Instant to, List<Usage> usage) {}

    private final ToolStatistics statistics;
    private final Clock clock;

    StatisticsResource(ToolStatistics statistics, Clock clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    @GET
    @RolesAllowed("viewer")
    public Statistics get(
            @QueryParam("hours") @DefaultValue("168") @Min(1) @Max(8784) int hours,
            @QueryParam("tool") @Nullable String tool,
            @QueryParam("by") @DefaultValue("tool") String by,
            @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit) {
        Grouping grouping = Arrays.stream(Grouping.values())
                .filter(value -> value.name().equals(by.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(List.of(
                        new Problem.FieldError("by", "must be tool, principal, origin or session but is " + by))));
        Instant now = clock.instant();
        Instant from = now.minus(Duration.ofHours(hours));
        return new Statistics(from, now, statistics.since(from, tool, grouping, limit));
    }
}
