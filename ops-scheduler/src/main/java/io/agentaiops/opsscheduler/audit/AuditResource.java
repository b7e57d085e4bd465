package io.agentaiops.opsscheduler.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who did what, and whether the record of it is whole. */
@Path("/api/v1/audit")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    /** Some entries; {@code next} is the cursor of the following page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<AuditEntry> items, @Nullable Long next) {}

    /** Why the ledger is an older one. */
    record Restored(@Nullable String reason) {}

    /** Published heads that it cannot have: day, number and hash. */
    record SetAside(List<String> heads) {}

    private static final int AT_ONCE = 1000;

    private final AuditStore store;
    private final AuditVerifier verifier;
    private final AuditHeads heads;
    private final ObjectMapper json;
    private final SecurityIdentity caller;

    AuditResource(
            AuditStore store, AuditVerifier verifier, AuditHeads heads, ObjectMapper json, SecurityIdentity caller) {
        this.store = store;
        this.verifier = verifier;
        this.heads = heads;
        this.json = json;
        this.caller = caller;
    }

    /** Entries, newest first. */
    @GET
    public Response list(
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable Long cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        int size = Math.clamp(limit, 1, 1000);
        List<AuditEntry> items = store.list(
                new AuditStore.Filter(actor, action, instant("from", from), instant("to", to), cursor, size));
        Long next = items.size() < size ? null : Long.valueOf(items.getLast().seq());
        Response.ResponseBuilder response = Response.ok(new Page(items, next));
        if (next != null) {
            response.header("Link", "</api/v1/audit?limit=" + size + "&cursor=" + next + ">; rel=\"next\"");
        }
        return response.build();
    }

    /** Entries in their order, for whoever computes the chain again. */
    @GET
    @Path("/chain")
    public Page chain(
            @QueryParam("after") @DefaultValue("0") long after, @QueryParam("limit") @DefaultValue("1000") int limit) {
        List<AuditEntry> items = store.after(after, Math.clamp(limit, 1, 1000));
        return new Page(
                items, items.isEmpty() ? null : Long.valueOf(items.getLast().seq()));
    }

    /** All entries after that one in their order, as JSON Lines. */
    @GET
    @Path("/export")
    @Produces("application/x-ndjson")
    @RunOnVirtualThread
    public StreamingOutput export(@QueryParam("after") @DefaultValue("0") long after) {
        return out -> {
            long at = after;
            for (List<AuditEntry> items = store.after(at, AT_ONCE);
                    !items.isEmpty();
                    items = store.after(at, AT_ONCE)) {
                for (AuditEntry entry : items) {
                    out.write(json.writeValueAsBytes(entry));
                    out.write('\n');
                }
                at = items.getLast().seq();
            }
        };
    }

    /** Whether the chain is whole; names the first broken entry when it is not. */
    @GET
    @Path("/verify")
    public AuditVerifier.Verification verify() {
        return verifier.verify();
    }

    /**
     * Says that the ledger was restored from a backup: heads that were published of what is lost now are set aside,
     * under the ledger's signature and with an entry of its own.
     */
    @POST
    @Path("/restored")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public SetAside restored(@Nullable Restored restored) throws IOException {
        String reason = restored == null || restored.reason() == null
                ? ""
                : restored.reason().strip();
        if (reason.isEmpty()) {
            throw Problem.invalid(List.of(new Problem.FieldError("reason", "must say which backup was restored")));
        }
        return new SetAside(heads.acceptRestore(reason, caller.getPrincipal().getName()));
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.invalid(List.of(
                    new Problem.FieldError(name, "must be a time such as 2026-11-22T09:00:00Z but is " + text)));
        }
    }
}
