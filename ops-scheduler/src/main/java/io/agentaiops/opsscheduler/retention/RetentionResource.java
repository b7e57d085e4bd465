package io.agentaiops.opsscheduler.retention;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.audit.LedgerSigner;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificates of what was purged, and holds that stop a purge. */
@Path("/api/v1/compliance")
@RolesAllowed("admin")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RetentionResource {

    private static final int MOST = 1000;

    /** A certificate, and whether its signature is ours. */
    record Checked(PurgeCertificate certificate, boolean genuine) {}

    /** Why a class must be kept; blank ends it. */
    record Reason(@Nullable String reason) {}

    /** A list. */
    record Items<T>(List<T> items) {}

    private final RetentionStore store;
    private final LedgerSigner signer;
    private final HoldPublisher publisher;
    private final Audit audit;
    private final SecurityIdentity caller;
    private final Clock clock;

    RetentionResource(
            RetentionStore store,
            LedgerSigner signer,
            HoldPublisher publisher,
            Audit audit,
            SecurityIdentity caller,
            Clock clock) {
        this.store = store;
        this.signer = signer;
        this.publisher = publisher;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** Newest first. */
    @GET
    @Path("/certificates")
    public Items<Checked> certificates() {
        return new Items<>(store.certificates(MOST).stream()
                .map(one -> new Checked(one, signer.signed(one.signedText(), one.signature())))
                .toList());
    }

    /** Classes that are not purged, and why. */
    @GET
    @Path("/holds")
    public Items<RetentionStore.Hold> holds() {
        return new Items<>(store.holds());
    }

    /** Sets or, with a blank reason, lifts the hold of a class. */
    @PUT
    @Path("/holds/{class}")
    @Transactional
    public Items<RetentionStore.Hold> hold(@PathParam("class") String name, @Nullable Reason wanted) {
        DataClass dataClass = DataClass.of(name)
                .orElseThrow(() -> Problem.notFound(
                        "class-not-found",
                        "there are the classes system-logs, error-logs, user-activity, run-history and audit, but not "
                                + name));
        String reason =
                wanted == null || wanted.reason() == null ? "" : wanted.reason().strip();
        if (reason.isEmpty()) {
            store.release(dataClass);
        } else {
            store.hold(dataClass, reason, caller.getPrincipal().getName(), clock.instant());
        }
        publisher.changed(dataClass.text(), reason, clock.instant());
        audit.record(
                caller.getPrincipal().getName(),
                reason.isEmpty() ? "retention.release" : "retention.hold",
                name,
                "succeeded",
                Map.of("reason", reason));
        return holds();
    }
}
