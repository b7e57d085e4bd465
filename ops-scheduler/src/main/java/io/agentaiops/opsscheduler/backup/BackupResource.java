package io.agentaiops.opsscheduler.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.restore.Proof;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Backups: made, followed, proven, held. Coming back from one is the launcher's work, for the services must be down. */
@Path("/api/v1/backups")
@RolesAllowed({"operator", "admin"})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class BackupResource {

    /** Some backups; {@code next} is the cursor of the following page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Backup> items, @Nullable Long next) {}

    /** What to make. */
    record Wanted(@Nullable String tier) {}

    /** Where to restore. */
    record Target(@Nullable String at) {}

    /** Why a backup must be kept; blank ends it. */
    record Hold(@Nullable String reason) {}

    /**
     * What came of a restore.
     *
     * @param hindrance why nobody could look, which says nothing about the backup; empty when somebody could
     */
    record Verdict(
            String id,
            boolean proven,
            long rows,
            long restoreMs,
            List<String> checks,
            List<String> faults,
            String hindrance) {}

    private final Backups backups;
    private final BackupStore store;
    private final BackupSite site;
    private final BackupRecords records;
    private final SecurityIdentity caller;

    BackupResource(
            Backups backups, BackupStore store, BackupSite site, BackupRecords records, SecurityIdentity caller) {
        this.site = site;
        this.backups = backups;
        this.store = store;
        this.records = records;
        this.caller = caller;
    }

    /** Backups, newest first. */
    @GET
    public Page list(@QueryParam("cursor") @Nullable Long cursor, @QueryParam("limit") @DefaultValue("50") int limit) {
        int size = Math.clamp(limit, 1, 500);
        List<Backup> items = store.list(cursor, size);
        return new Page(
                items, items.size() < size ? null : Long.valueOf(items.getLast().seq()));
    }

    /** One, with its progress while it is being made. */
    @GET
    @Path("/{id}")
    public Backup get(@PathParam("id") String id) {
        return store.find(id).orElseThrow(() -> Problem.notFound("backup-not-found", "there is no backup " + id));
    }

    /** Begins one; 202 with its id. */
    @POST
    public Response create(@Nullable Wanted wanted) {
        Tier tier = tier(wanted == null || wanted.tier() == null ? "daily" : wanted.tier());
        String id = backups.start(tier, caller.getPrincipal().getName()).orElseThrow(BackupResource::busy);
        return Response.accepted(Map.of("id", id, "links", Map.of("self", "/api/v1/backups/" + id)))
                .build();
    }

    /** Restores it into a scratch database and compares row by row. */
    @POST
    @Path("/{id}/verify")
    public Verdict verify(@PathParam("id") String id) {
        if (store.find(id).filter(backup -> backup.state().isHere()).isEmpty()) {
            // Somebody may have brought it here by hand, or from the bucket.
            site.adopt(store);
        }
        BackupState state = get(id).state();
        if (!state.isHere()) {
            throw Problem.conflict(
                    "backup-not-here", "backup " + id + " is " + state.text() + ": there is nothing to restore");
        }
        Proof proof = backups.verify(id, caller.getPrincipal().getName()).orElseThrow(BackupResource::busy);
        return new Verdict(
                id,
                proof.good(),
                proof.rows(),
                proof.restore().toMillis(),
                proof.checks(),
                proof.faults(),
                proof.hindrance());
    }

    /** {@code {"at": "scratch"}} is the same; restoring over the running platform is refused with what to do instead. */
    @POST
    @Path("/{id}/restore")
    public Verdict restore(@PathParam("id") String id, @Nullable Target target) {
        String at = target == null || target.at() == null ? "here" : target.at();
        if (!at.equals("scratch")) {
            throw Problem.conflict(
                    "restore-needs-stopped-services",
                    "a running platform can't replace its own data: on its machine, run ./aiops restore --from " + id);
        }
        return verify(id);
    }

    /** Keeps it beyond its generation. */
    @PUT
    @Path("/{id}/hold")
    @RolesAllowed("admin")
    public Backup hold(@PathParam("id") String id, @Nullable Hold hold) {
        get(id);
        String reason =
                hold == null || hold.reason() == null ? "" : hold.reason().strip();
        store.hold(id, reason);
        records.audit(
                caller.getPrincipal().getName(),
                reason.isEmpty() ? "backup.release" : "backup.hold",
                id,
                "succeeded",
                Map.of("reason", reason));
        return get(id);
    }

    private static Tier tier(String text) {
        try {
            return Tier.of(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(List.of(new Problem.FieldError("tier", String.valueOf(e.getMessage()))));
        }
    }

    private static RuntimeException busy() {
        return Problem.conflict(
                "backup-busy", "somebody is at work on backups already; GET /api/v1/backups shows how far it is");
    }
}
