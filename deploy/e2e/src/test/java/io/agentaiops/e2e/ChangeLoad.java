package io.agentaiops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Calls of a tool that changes something, each approved by a person; what it changes is counted outside. */
final class ChangeLoad extends Load {

    private final Api gateway;
    private final EffectServer effects;
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    ChangeLoad(Stack stack, EffectServer effects) {
        super("changes", Duration.ofSeconds(3));
        this.gateway = stack.api().within(PATIENCE);
        this.effects = effects;
    }

    @Override
    Attempt ask(int number) {
        String nonce = "effect-" + number;
        Api.Answer answer = gateway.post(
                "/api/v1/tools/" + EffectServer.TOOL + "/calls", Map.of("arguments", Map.of("nonce", nonce)));
        if (answer.status() / 100 == 2) {
            accepted.put(answer.json().get("callId").asText(), nonce);
        }
        Attempt attempt = attempt(answer);
        approve();
        return attempt;
    }

    /** Approves what waits. */
    void approve() {
        JsonNode pending =
                gateway.get("/api/v1/approvals?state=pending&limit=200").json().path("items");
        for (JsonNode approval : pending) {
            if (accepted.containsKey(approval.path("callId").asText())) {
                gateway.post("/api/v1/approvals/" + approval.get("id").asText(), Map.of("decision", "approve"));
            }
        }
    }

    /** By the id of the call, what it was to do. */
    Map<String, String> accepted() {
        return accepted;
    }

    long effects(String nonce) {
        return effects.count(nonce);
    }
}
