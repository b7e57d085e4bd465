package io.agentaiops.agentgateway.pattern;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.List;

/** The report on what is asked: repeated, slow, failed, unanswered and badly rated questions, with what to do. */
@Path("/api/v1/query-patterns")
@RolesAllowed("operator")
@RunOnVirtualThread
class PatternResource {

    /** The questions of the last so many days. */
    record Report(int days, List<PatternReport.Entry> items) {}

    private final PatternReport report;

    PatternResource(PatternReport report) {
        this.report = report;
    }

    @GET
    public Report report(
            @QueryParam("days") @DefaultValue("7") @Min(1) @Max(365) int days,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return new Report(days, report.of(Duration.ofDays(days), limit));
    }
}
