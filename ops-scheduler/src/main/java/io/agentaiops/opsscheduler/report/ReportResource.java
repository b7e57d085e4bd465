package io.agentaiops.opsscheduler.report;

import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.run.RunHistory;
import io.agentaiops.opsscheduler.run.RunIds;
import io.agentaiops.opsscheduler.run.RunView;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Reports of runs that have ended, as Markdown or as a page. */
@Path("/api/v1/operations/{runId}")
@RolesAllowed("viewer")
public class ReportResource {

    private final ReportStore store;
    private final RunHistory history;

    ReportResource(ReportStore store, RunHistory history) {
        this.store = store;
        this.history = history;
    }

    /** As data: the run with everything that its steps found. */
    @GET
    @Path("/report")
    @Produces(MediaType.APPLICATION_JSON)
    public RunView json(@PathParam("runId") String runId) {
        find(runId);
        return RunIds.parse(runId).flatMap(history::find).map(RunView::of).orElseThrow(() -> unknown(runId));
    }

    /** A chart of the report, by its number. */
    @GET
    @Path("/charts/{number}.svg")
    @Produces("image/svg+xml")
    public String chart(@PathParam("runId") String runId, @PathParam("number") int number) {
        return RunIds.parse(runId)
                .flatMap(id -> store.chart(id, number))
                .orElseThrow(() -> Problem.notFound("chart-unknown", "The report has no chart " + number));
    }

    /** As Markdown. */
    @GET
    @Path("/report")
    @Produces("text/markdown;charset=UTF-8")
    public String markdown(@PathParam("runId") String runId) {
        return find(runId).markdown();
    }

    /** As a page. */
    @GET
    @Path("/report")
    @Produces("text/html;charset=UTF-8")
    public String html(@PathParam("runId") String runId) {
        return find(runId).html();
    }

    private Report find(String runId) {
        return RunIds.parse(runId).flatMap(store::find).orElseThrow(() -> unknown(runId));
    }

    private static HttpProblem unknown(String runId) {
        return Problem.notFound(
                "report-unknown", "There is no report for run " + runId + "; it is written when the run ends");
    }
}
