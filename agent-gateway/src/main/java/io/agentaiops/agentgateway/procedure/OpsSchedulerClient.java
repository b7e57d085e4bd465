package io.agentaiops.agentgateway.procedure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerHttp;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads procedures. */
@ApplicationScoped
public class OpsSchedulerClient {

    private static final long DEFAULT_TIMEOUT_MS = 30_000;

    private final PeerHttp http;
    private final ObjectMapper json;

    OpsSchedulerClient(PeerHttp http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    /** The procedure of that id, if ops-scheduler has loaded it. */
    public Optional<Procedure> procedure(String id, Caller caller) throws PeerUnavailable {
        return http.get(Peer.OPS_SCHEDULER, "/api/v1/procedures/" + PeerHttp.encode(id), Map.of(), caller)
                .map(this::procedure);
    }

    private Procedure procedure(JsonNode node) {
        List<Procedure.Step> steps = new ArrayList<>();
        node.path("steps").forEach(step -> steps.add(step(step)));
        return new Procedure(
                node.path("id").asText(),
                node.path("title").asText(),
                node.path("path").asText(),
                steps);
    }

    private Procedure.Step step(JsonNode node) {
        return new Procedure.Step(
                node.path("id").asText(),
                node.path("title").asText(),
                textOrNull(node, "run"),
                textOrNull(node, "uses"),
                expectation(node.path("expect")),
                node.path("timeoutMs").asLong(DEFAULT_TIMEOUT_MS),
                node.path("approval").asText("").equals("required")
                        || node.path("approval").asBoolean(false),
                node.path("lines").asText(""),
                node.path("text").asText(""));
    }

    /** Without nulls, for they say nothing. */
    private Map<String, Object> expectation(JsonNode node) {
        if (!node.isObject()) {
            return Map.of();
        }
        Map<String, Object> expect =
                new HashMap<>(json.convertValue(node, new TypeReference<Map<String, Object>>() {}));
        expect.values().removeIf(Objects::isNull);
        return expect;
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        return node.hasNonNull(field) && !node.path(field).asText().isBlank()
                ? node.path(field).asText()
                : null;
    }
}
