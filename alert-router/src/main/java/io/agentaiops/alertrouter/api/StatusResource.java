package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.config.CurrentConfig;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What this is, for tools that ask: amtool warns when the version's first two numbers are not its own. */
@Path("/api/v2/status")
class StatusResource extends AlertmanagerResource {

    private static final String VERSION = "0.25.0";

    private final CurrentConfig config;
    private final Instant startedAt;

    StatusResource(CurrentConfig config, Clock clock) {
        this.config = config;
        this.startedAt = clock.instant();
    }

    @GET
    @RolesAllowed({"viewer", "service"})
    public Response status() {
        return ok(Map.of(
                "cluster", Map.of("status", "disabled", "peers", List.of()),
                "versionInfo",
                        Map.of(
                                "version", VERSION,
                                "revision", "agent-aiops",
                                "branch", "",
                                "buildUser", "",
                                "buildDate", "",
                                "goVersion", ""),
                "config", Map.of("original", config.get().original()),
                "uptime", startedAt));
    }
}
