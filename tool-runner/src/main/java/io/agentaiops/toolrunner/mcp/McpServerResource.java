package io.agentaiops.toolrunner.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The MCP servers and whether they are there. */
@Path("/api/v1/tools/mcp/servers")
@RunOnVirtualThread
class McpServerResource {

    /** A server. {@code state} is connected, or why it is not. */
    record ServerView(String name, String state, String isolation, List<String> tools) {}

    /**
     * The file that names the servers.
     *
     * @param problem what keeps a newer version of it out; absent when nothing does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FileView(@Nullable String file, @Nullable String problem) {}

    private final McpServers servers;
    private final McpConfiguration configuration;

    McpServerResource(McpServers servers, McpConfiguration configuration) {
        this.servers = servers;
        this.configuration = configuration;
    }

    @GET
    @Path("file")
    @RolesAllowed("viewer")
    public FileView file() {
        return new FileView(
                configuration.file().map(Object::toString).orElse(null),
                configuration.problem().orElse(null));
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
