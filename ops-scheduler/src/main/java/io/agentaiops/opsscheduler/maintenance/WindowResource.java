package io.agentaiops.opsscheduler.maintenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.procedure.LastRuns;
import io.agentaiops.opsscheduler.procedure.LastRuns.LastRun;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.procedure.StepAction;
import io.agentaiops.opsscheduler.run.RunState;
import io.agentaiops.opsscheduler.schedule.CronSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Maintenance windows: procedures that hold the platform or its alerts back, and for how long at most. */
@Path("/api/v1/operations/windows")
@RolesAllowed("viewer")
@Produces(MediaType.APPLICATION_JSON)
public class WindowResource {

    private static final Set<Capability> HOLD_BACK = Set.of(Capability.ALERTS_MUTE, Capability.PLATFORM_DRAIN);

    /** All of them. */
    record Windows(List<Window> items) {}

    /**
     * One window.
     *
     * @param procedure id of the procedure that it is bound to
     * @param nextAt when it opens next; not there when a person opens it
     * @param nextEndsAt when that one closes at the latest
     * @param openUntil when the one that is open now closes at the latest
     * @param planned what is left to be done in the next one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Window(
            String procedure,
            String title,
            long windowMs,
            @Nullable String cron,
            @Nullable String timeZone,
            @Nullable Instant nextAt,
            @Nullable Instant nextEndsAt,
            @Nullable Instant openUntil,
            @Nullable LastRun lastRun,
            List<Planned> planned) {}

    /** Work for a window, and the run that left it. */
    record Planned(String note, Instant dueAt, UUID runId) {}

    private final ProcedureCatalog catalog;
    private final LastRuns lastRuns;
    private final PlannedWorkStore work;
    private final Clock clock;

    WindowResource(ProcedureCatalog catalog, LastRuns lastRuns, PlannedWorkStore work, Clock clock) {
        this.catalog = catalog;
        this.lastRuns = lastRuns;
        this.work = work;
        this.clock = clock;
    }

    /** By the name of their procedure. */
    @GET
    public Windows all() {
        List<Procedure> procedures = catalog.current().all().stream()
                .filter(WindowResource::holdsBack)
                .toList();
        Map<String, LastRun> last =
                lastRuns.lastRuns(procedures.stream().map(Procedure::id).toList());
        Instant now = clock.instant();
        return new Windows(procedures.stream()
                .map(procedure -> window(procedure, last.get(procedure.id()), now))
                .toList());
    }

    private static boolean holdsBack(Procedure procedure) {
        return procedure.window() != null
                && procedure.steps().stream()
                        .anyMatch(step ->
                                step.action() instanceof StepAction.Uses uses && HOLD_BACK.contains(uses.capability()));
    }

    private Window window(Procedure procedure, @Nullable LastRun last, Instant now) {
        Duration length = Optional.ofNullable(procedure.window()).orElseThrow();
        CronSchedule schedule = procedure.schedule();
        Instant next = schedule == null ? null : schedule.next(now).orElse(null);
        return new Window(
                procedure.id(),
                procedure.title(),
                length.toMillis(),
                schedule == null ? null : schedule.expression(),
                schedule == null ? null : schedule.zone().getId(),
                next,
                next == null ? null : next.plus(length),
                openUntil(last, length, now),
                last,
                next == null ? List.of() : planned(procedure, next));
    }

    private static @Nullable Instant openUntil(@Nullable LastRun last, Duration length, Instant now) {
        if (last == null || RunState.of(last.state()).isEnded()) {
            return null;
        }
        Instant closes = last.at().plus(length);
        return now.isBefore(closes) ? closes : null;
    }

    private List<Planned> planned(Procedure procedure, Instant next) {
        return work.planned(procedure.id(), next, next.plusSeconds(1)).stream()
                .map(one -> new Planned(one.note(), one.dueAt(), one.runId()))
                .toList();
    }
}
