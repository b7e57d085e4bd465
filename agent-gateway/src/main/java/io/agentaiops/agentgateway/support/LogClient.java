package io.agentaiops.agentgateway.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerHttp;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** Looks for recent errors in the platform's logs, through the tool {@code log_search}. */
@ApplicationScoped
class LogClient {

    /**
     * What was found.
     *
     * @param searched whether the logs could be searched at all
     * @param text the entries, or why they could not be searched
     */
    record Found(boolean searched, String text) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_CHARS = 4_000;
    private static final Caller LOOKING = new Caller("agent-gateway", Set.of("viewer", "operator", "service"));

    private final PeerHttp http;
    private final ObjectMapper json;

    LogClient(PeerHttp http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    /** Errors of the last minutes. */
    Found errors(int minutes) {
        ObjectNode body = json.createObjectNode();
        body.putObject("arguments").put("level", "ERROR").put("minutes", minutes);
        try {
            return http.post(Peer.TOOL_RUNNER, "/api/v1/tools/log_search/calls", body, LOOKING, PATIENCE)
                    .map(LogClient::found)
                    .orElseGet(() -> new Found(false, "tool-runner offers no tool log_search"));
        } catch (PeerUnavailable e) {
            return new Found(false, "the logs could not be searched: " + e.reason());
        }
    }

    private static Found found(JsonNode call) {
        String state = call.path("state").asText();
        if (!state.equals("succeeded")) {
            String reason = call.path("reason").asText("no result in time");
            return new Found(false, "the logs could not be searched: " + reason);
        }
        String output = call.path("output").asText().strip();
        return new Found(true, output.length() > MOST_CHARS ? output.substring(0, MOST_CHARS) + " …" : output);
    }
}
