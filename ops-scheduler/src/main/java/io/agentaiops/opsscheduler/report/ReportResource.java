package io.agentaiops.opsscheduler.report;

import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.run.RunHistory;
import io.agentaiops.opsscheduler.run.RunIds;
import io.agentaiops.opsscheduler.run.RunView;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Reports of runs that have ended: as Markdown, as a page or as data, and their charts. */
@Path("/api/v1/operations/{runId}")
@RolesAllowed("viewer")
public class ReportResource {

    private static final String MARKDOWN = "text/markdown;charset=UTF-8";
    private static final String PAGE = "text/html;charset=UTF-8";

    private final ReportStore store;
    private final RunHistory history;

    ReportResource(ReportStore store, RunHistory history) {
        this.store = store;
        this.history = history;
    }

    /** The report in the form that is asked for: a page for browsers, the run as data for programs, or else Markdown. */
    @GET
    @Path("/report")
    @Produces({MARKDOWN, PAGE, MediaType.APPLICATION_JSON})
    public Response report(
            @PathParam("runId") String runId, @HeaderParam("Accept") @DefaultValue("*/*") String accept) {
        Report report = RunIds.parse(runId).flatMap(store::find).orElseThrow(() -> unknown(runId));
        if (accept.contains(MediaType.TEXT_HTML)) {
            return Response.ok(report.html(), PAGE).build();
        }
        if (accept.contains(MediaType.APPLICATION_JSON)) {
            RunView run =
                    RunIds.parse(runId).flatMap(history::find).map(RunView::of).orElseThrow(() -> unknown(runId));
            return Response.ok(run, MediaType.APPLICATION_JSON).build();
        }
        return Response.ok(report.markdown(), MARKDOWN).build();
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

    private static HttpProblem unknown(String runId) {
        return Problem.notFound(
                "report-unknown", "There is no report for run " + runId + "; it is written when the run ends");
    }
}
