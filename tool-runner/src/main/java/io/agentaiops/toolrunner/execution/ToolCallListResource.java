package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows calls, newest first. */
@Path("/api/v1/tool-calls")
@RunOnVirtualThread
class ToolCallListResource {

    private final ToolCallStore store;

    ToolCallListResource(ToolCallStore store) {
        this.store = store;
    }

    @GET
    @RolesAllowed("viewer")
    public Response list(
            @QueryParam("tool") @Nullable String tool,
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<ToolCallView> page = store.list(tool, state, cursor, limit).stream()
                .map(ToolCallView::of)
                .toList();
        Response.ResponseBuilder response = Response.ok(page);
        if (page.size() == limit) {
            UriBuilder next = UriBuilder.fromPath("/api/v1/tool-calls")
                    .queryParam("limit", limit)
                    .queryParam("cursor", page.getLast().callId());
            response.link(withFilters(next, tool, state).build(), "next");
        }
        return response.build();
    }

    private static UriBuilder withFilters(UriBuilder uri, @Nullable String tool, @Nullable String state) {
        UriBuilder withTool = tool == null ? uri : uri.queryParam("tool", tool);
        return state == null ? withTool : withTool.queryParam("state", state);
    }

    @GET
    @Path("{id}")
    @RolesAllowed("viewer")
    public ToolCallView get(String id) {
        return store.find(id)
                .map(ToolCallView::of)
                .orElseThrow(() -> Problem.notFound("tool-call-unknown", "There is no tool call '" + id + "'."));
    }
}
