package io.agentaiops.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;

/** A tool call as any publisher on the bus asks for it: {@code uptime}, in the terminal. */
final class UptimeCall {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 300;

    private UptimeCall() {}

    /** The event's data. */
    static String data(String id, String session) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "callId",
                    id,
                    "tool",
                    "terminal",
                    "arguments",
                    Map.of("command", "uptime"),
                    "origin",
                    Map.of("kind", "run", "id", session),
                    "principal",
                    "bench",
                    "session",
                    session,
                    "deadline",
                    Instant.now().plusSeconds(PATIENCE_SECONDS).toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The event's headers. */
    static Map<String, String> headers(String id) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", id,
                "ce_type", "io.agentaiops.tool.call-requested.v1",
                "ce_source", "/bench");
    }
}
