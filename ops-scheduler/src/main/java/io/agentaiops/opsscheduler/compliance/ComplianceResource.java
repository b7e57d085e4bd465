package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.opsscheduler.procedure.DurationText;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.util.List;

/** Whether what is promised is kept, since when, and the evidence. */
@Path("/api/v1/compliance")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ComplianceResource {

    private static final int MOST_DAYS = 731;

    /** A list. */
    record Items<T>(List<T> items) {}

    private final ComplianceView view;
    private final ComplianceWatch watch;
    private final ControlStore store;
    private final PermissionReview review;
    private final EvidenceBundle bundle;

    ComplianceResource(
            ComplianceView view,
            ComplianceWatch watch,
            ControlStore store,
            PermissionReview review,
            EvidenceBundle bundle) {
        this.view = view;
        this.watch = watch;
        this.store = store;
        this.review = review;
        this.bundle = bundle;
    }

    /** The score and every control, as last seen. */
    @GET
    public ComplianceView.Shown now() {
        return view.now();
    }

    /** Looks at every control now. */
    @POST
    @Path("/check")
    public ComplianceView.Shown check() {
        watch.lookAtAll();
        return view.now();
    }

    /** The share of good looks day by day. */
    @GET
    @Path("/history")
    public Items<ControlStore.Day> history(@QueryParam("days") @DefaultValue("90") int days) {
        return new Items<>(store.days(view.now().at().minus(Duration.ofDays(Math.clamp(days, 1, MOST_DAYS)))));
    }

    /** The looks at one control, newest first. */
    @GET
    @Path("/controls/{id}/history")
    public Items<ControlStore.Look> looks(
            @PathParam("id") String id, @QueryParam("limit") @DefaultValue("100") int limit) {
        List<ControlStore.Look> looks = store.looks(id, Math.clamp(limit, 1, 1000));
        if (looks.isEmpty()
                && view.now().controls().stream()
                        .noneMatch(control -> control.id().equals(id))) {
            throw Problem.notFound("control-not-found", "there is no control " + id);
        }
        return new Items<>(looks);
    }

    /** Who can do what, unused rights, keys without a bearer. */
    @GET
    @Path("/permissions")
    @RolesAllowed("admin")
    public PermissionReview.Review permissions(@QueryParam("window") @DefaultValue("30d") String window) {
        try {
            DurationText.parse(window);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(List.of(new Problem.FieldError("window", String.valueOf(e.getMessage()))));
        }
        return review.over(window);
    }

    /** All of it as a ZIP for an auditor, with signed checksums. */
    @GET
    @Path("/bundle")
    @Produces("application/zip")
    @RolesAllowed("admin")
    public Response evidence() {
        EvidenceBundle.Prepared prepared = bundle.prepare();
        StreamingOutput body = prepared::writeTo;
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"" + prepared.name() + "\"")
                .build();
    }
}
