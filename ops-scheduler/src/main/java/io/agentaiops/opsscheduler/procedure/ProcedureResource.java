package io.agentaiops.opsscheduler.procedure;

import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.procedure.LastRuns.LastRun;
import io.agentaiops.opsscheduler.schedule.CronSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The procedures that can be run. */
@Path("/api/v1/procedures")
@RolesAllowed("viewer")
@Produces(MediaType.APPLICATION_JSON)
public class ProcedureResource {

    private final ProcedureCatalog catalog;
    private final LastRuns lastRuns;
    private final Clock clock;

    ProcedureResource(ProcedureCatalog catalog, LastRuns lastRuns, Clock clock) {
        this.catalog = catalog;
        this.lastRuns = lastRuns;
        this.clock = clock;
    }

    /** All procedures, and the documents that were refused. */
    @GET
    public ProcedureList list() {
        Procedures procedures = catalog.current();
        Map<String, LastRun> last =
                lastRuns.lastRuns(procedures.all().stream().map(Procedure::id).toList());
        List<ProcedureList.Item> items = procedures.all().stream()
                .map(procedure -> ProcedureList.Item.of(procedure, nextDue(procedure), last.get(procedure.id())))
                .toList();
        return new ProcedureList(items, procedures.refused());
    }

    /** One procedure with its steps. */
    @GET
    @Path("/{id}")
    public ProcedureView get(@PathParam("id") String id) {
        Procedure procedure = catalog.current()
                .find(id)
                .orElseThrow(() -> Problem.notFound("procedure-unknown", "There is no procedure " + id));
        LastRun last = lastRuns.lastRuns(List.of(id)).get(id);
        return ProcedureView.of(procedure, nextDue(procedure), last);
    }

    private @Nullable Instant nextDue(Procedure procedure) {
        CronSchedule schedule = procedure.schedule();
        return schedule == null ? null : schedule.next(clock.instant()).orElse(null);
    }
}
