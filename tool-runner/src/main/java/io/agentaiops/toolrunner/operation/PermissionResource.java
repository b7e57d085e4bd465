package io.agentaiops.toolrunner.operation;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.List;

/** Who may have what done by the tools. */
@Path("/api/v1/tools/permissions")
@RunOnVirtualThread
class PermissionResource {

    private final PermissionReview review;

    PermissionResource(PermissionReview review) {
        this.review = review;
    }

    @GET
    @RolesAllowed("viewer")
    public List<PermissionReview.Reviewed> list(@QueryParam("days") @DefaultValue("30") @Min(1) @Max(366) int days) {
        return review.over(Duration.ofDays(days));
    }
}
