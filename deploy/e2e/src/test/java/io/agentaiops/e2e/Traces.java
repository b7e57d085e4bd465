package io.agentaiops.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Traces as the gateway shows them. */
final class Traces {

    private static final Duration SOON = Duration.ofSeconds(40);

    private Traces() {}

    /** The trace that a run is in, as soon as there is one. */
    static JsonNode of(Api gateway, String runId) {
        return await().atMost(SOON)
                .until(
                        () -> gateway.get("/api/v1/traces?run=" + runId)
                                .json()
                                .path("traces")
                                .path(0),
                        found -> !found.isMissingNode());
    }

    /** All spans of a trace, parents before their children. */
    static List<JsonNode> spans(JsonNode trace) {
        List<JsonNode> spans = new ArrayList<>();
        trace.path("roots").forEach(root -> add(root, spans));
        return spans;
    }

    private static void add(JsonNode span, List<JsonNode> spans) {
        spans.add(span);
        span.path("children").forEach(child -> add(child, spans));
    }
}
