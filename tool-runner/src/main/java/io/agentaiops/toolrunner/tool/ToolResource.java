package io.agentaiops.toolrunner.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools: what there is, whether they work, and the switch of each. */
@Path("/api/v1/tools")
@RunOnVirtualThread
class ToolResource {

    /** A tool as callers see it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ToolView(
            String name,
            String description,
            Map<String, Object> inputSchema,
            boolean enabled,
            String risk,
            List<String> permissions,
            String sandbox,
            @Nullable String offReason,
            @Nullable ToolCondition condition) {}

    /** What can be switched. */
    record ToolSwitch(@NotNull Boolean enabled) {}

    private final ToolRegistry registry;
    private final Audit audit;
    private final SecurityIdentity identity;

    ToolResource(ToolRegistry registry, Audit audit, SecurityIdentity identity) {
        this.registry = registry;
        this.audit = audit;
        this.identity = identity;
    }

    @GET
    @RolesAllowed("viewer")
    public List<ToolView> list() {
        return registry.all().stream().map(this::view).toList();
    }

    @GET
    @Path("{name}")
    @RolesAllowed("viewer")
    public ToolView get(String name) {
        return view(tool(name));
    }

    @POST
    @Path("{name}/self-test")
    @RolesAllowed("operator")
    public Tool.SelfTest selfTest(String name) {
        return tool(name).selfTest();
    }

    @PUT
    @Path("{name}")
    @RolesAllowed("admin")
    @Transactional
    public ToolView enable(String name, @NotNull @Valid ToolSwitch wanted) {
        Tool tool = tool(name);
        boolean enabled = wanted.enabled();
        String principal = identity.getPrincipal().getName();
        registry.enable(name, enabled, principal);
        audit.record(principal, enabled ? "tool.enable" : "tool.disable", name, "succeeded", Map.of());
        return view(tool);
    }

    private Tool tool(String name) {
        return registry.find(name)
                .orElseThrow(() -> Problem.notFound("tool-unknown", "There is no tool '" + name + "'."));
    }

    private ToolView view(Tool tool) {
        ToolDescription about = tool.description();
        String offReason = registry.whyOff(about.name()).orElse(null);
        return new ToolView(
                about.name(),
                about.description(),
                about.inputSchema(),
                offReason == null,
                about.risk(),
                about.permissions(),
                about.sandbox(),
                offReason,
                registry.condition(about.name()).orElse(null));
    }
}
