package io.agentaiops.agentgateway.toolcall;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.agentgateway.model.ModelTool;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerHttp;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The tools that a model may ask for, as tool-runner's registry describes them; remembered for half a minute. */
@ApplicationScoped
public class ToolCatalog {

    private static final Logger LOG = Logger.getLogger(ToolCatalog.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private record Known(List<ModelTool> tools, Instant until) {}

    private final PeerHttp http;
    private final Clock clock;
    private volatile Known known = new Known(List.of(), Instant.MIN);

    ToolCatalog(PeerHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** The tools; those known last, or none, when tool-runner does not answer. */
    public List<ModelTool> tools() {
        Known before = known;
        Instant now = clock.instant();
        if (now.isBefore(before.until())) {
            return before.tools();
        }
        try {
            List<ModelTool> tools = new ArrayList<>();
            http.get(Peer.TOOL_RUNNER, "/api/v1/tools", Map.of(), Caller.GATEWAY)
                    .ifPresent(reply -> {
                        JsonNode list = reply.isArray() ? reply : reply.path("items");
                        list.forEach(tool -> add(tools, tool));
                    });
            Known asked = new Known(List.copyOf(tools), now.plus(REMEMBERED));
            known = asked;
            return asked.tools();
        } catch (PeerUnavailable e) {
            LOG.warnf("tools are not known now reason=%s", e.reason());
            return before.tools();
        }
    }

    private static void add(List<ModelTool> tools, JsonNode tool) {
        if (tool.path("enabled").asBoolean(true)) {
            tools.add(new ModelTool(
                    tool.path("name").asText(), tool.path("description").asText(), tool.path("inputSchema")));
        }
    }
}
