package io.agentaiops.opsscheduler.report;

import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.run.RunIds;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** Reports of runs that have ended, as Markdown or as a page. */
@Path("/api/v1/operations/{runId}/report")
@RolesAllowed("viewer")
public class ReportResource {

    private final ReportStore store;

    ReportResource(ReportStore store) {
        this.store = store;
    }

    /** As Markdown. */
    @GET
    @Produces("text/markdown;charset=UTF-8")
    public String markdown(@PathParam("runId") String runId) {
        return find(runId).markdown();
    }

    /** As a page. */
    @GET
    @Produces("text/html;charset=UTF-8")
    public String html(@PathParam("runId") String runId) {
        return find(runId).html();
    }

    private Report find(String runId) {
        return RunIds.parse(runId)
                .flatMap(store::find)
                .orElseThrow(() -> Problem.notFound(
                        "report-unknown", "There is no report for run " + runId + "; it is written when the run ends"));
    }
}
