package io.agentaiops.alertrouter.drill;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fire drills: what is configured, how they went, and the answers of people. */
@Path("/api/v1/drills")
@RolesAllowed("viewer")
@RunOnVirtualThread
class DrillResource {

    /** All drills. */
    record Configured(List<DrillView> items) {}

    /** A drill and when it is held next. */
    record DrillView(String name, List<String> receivers, List<String> fallback, String within, Instant next) {}

    /** The last runs, the last one first. */
    record Runs(List<RunView> items) {}

    /**
     * A run.
     *
     * @param acknowledgedAfterMs how long the first answer took; null: nobody answered yet
     */
    record RunView(
            UUID id,
            String drill,
            String state,
            Instant dueAt,
            @Nullable Instant endedAt,
            List<DrillRun.Way> ways,
            String acknowledgedBy,
            @Nullable Long acknowledgedAfterMs) {}

    private final Drills drills;
    private final DrillEngine engine;
    private final DrillStore store;
    private final Audit audit;
    private final Clock clock;

    DrillResource(Drills drills, DrillEngine engine, DrillStore store, Audit audit, Clock clock) {
        this.drills = drills;
        this.engine = engine;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    public Configured configured() {
        Instant now = clock.instant();
        return new Configured(drills.all().stream()
                .map(drill -> new DrillView(
                        drill.name(),
                        drill.receivers(),
                        drill.fallback(),
                        drill.within().toString(),
                        drill.time().nextAfter(now)))
                .toList());
    }

    @GET
    @Path("/runs")
    public Runs runs(@QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
        return new Runs(store.last(limit).stream().map(DrillResource::view).toList());
    }

    @GET
    @Path("/runs/{id}")
    public RunView run(@PathParam("id") UUID id) {
        return view(known(id));
    }

    /** Holds a drill now. */
    @POST
    @Path("/{name}/runs")
    @RolesAllowed("operator")
    public Response hold(@PathParam("name") String name, @Context SecurityContext caller) {
        UUID run = engine.holdNow(name, caller.getUserPrincipal().getName())
                .orElseThrow(() -> Problem.notFound(
                        "drill-unknown", "drills.yml has no drill " + name + "; GET /api/v1/drills lists them"));
        return Response.accepted(Map.of("id", run)).build();
    }

    /** Says that the message came; the first to say so counts. */
    @POST
    @Path("/runs/{id}/ack")
    @RolesAllowed("operator")
    public RunView acknowledge(@PathParam("id") UUID id, @Context SecurityContext caller) {
        known(id);
        String actor = caller.getUserPrincipal().getName();
        QuarkusTransaction.requiringNew().run(() -> {
            if (store.acknowledge(id, actor, clock.instant())) {
                audit.record(actor, "drill.acknowledge", id.toString(), "succeeded", Map.of());
            }
        });
        return view(known(id));
    }

    private DrillRun known(UUID id) {
        return store.find(id).orElseThrow(() -> Problem.notFound("drill-run-unknown", "no drill was held as " + id));
    }

    private static RunView view(DrillRun run) {
        Instant answered = run.acknowledgedAt();
        return new RunView(
                run.id(),
                run.drill(),
                run.state().name().toLowerCase(Locale.ROOT),
                run.dueAt(),
                run.endedAt(),
                run.ways(),
                run.acknowledgedBy(),
                answered == null
                        ? null
                        : Duration.between(run.dueAt(), answered).toMillis());
    }
}
