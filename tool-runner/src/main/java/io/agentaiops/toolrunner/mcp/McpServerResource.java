package io.agentaiops.toolrunner.mcp;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** The MCP servers and whether they are there. */
@Path("/api/v1/tools/mcp/servers")
@RunOnVirtualThread
class McpServerResource {

    /** A server. {@code state} is connected, or why it is not. */
    record ServerView(String name, String state, String isolation, List<String> tools) {}

    private final McpServers servers;

    McpServerResource(McpServers servers) {
        this.servers = servers;
    }

    @GET
    @RolesAllowed("viewer")
    public List<ServerView> list() {
        return servers.connections().stream()
                .map(connection -> new ServerView(
                        connection.name(),
                        connection.state(),
                        connection.level(),
                        connection.tools().stream()
                                .map(tool -> tool.description().name())
                                .toList()))
                .toList();
    }
}
