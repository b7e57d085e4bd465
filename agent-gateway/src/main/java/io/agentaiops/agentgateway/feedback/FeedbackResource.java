package io.agentaiops.agentgateway.feedback;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rated answers, newest first. {@code POST /api/v1/runs/{id}/feedback} rates one. */
@Path("/api/v1/feedback")
@RolesAllowed("operator")
@RunOnVirtualThread
class FeedbackResource {

    /** Ratings, and where the list goes on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<FeedbackStore.Rated> items, @Nullable String nextCursor) {}

    private final FeedbackStore store;

    FeedbackResource(FeedbackStore store) {
        this.store = store;
    }

    @GET
    public Response list(
            @QueryParam("rating") @Nullable @Pattern(regexp = "up|down", message = "must be up or down") String rating,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @DefaultValue("g") String cursor) {
        List<FeedbackStore.Rated> found = store.before(cursor, rating, limit + 1);
        List<FeedbackStore.Rated> items = found.stream().limit(limit).toList();
        if (found.size() <= limit) {
            return Response.ok(new Page(items, null)).build();
        }
        String next = items.getLast().runId();
        String link = "</api/v1/feedback?limit=" + limit + "&cursor=" + next
                + (rating == null ? "" : "&rating=" + rating) + ">; rel=\"next\"";
        return Response.ok(new Page(items, next)).header("Link", link).build();
    }
}
