package io.agentaiops.agentgateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.agentgateway.run.RunView;
import io.agentaiops.eventbus.operation.Finding;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a question of a procedure ended.
 *
 * @param answer what was said; null where nobody may read it
 */
record Answered(
        String runId,
        String state,
        String reason,
        String mode,
        int citations,
        int toolCalls,
        long durationMs,
        @Nullable String answer) {

    static Answered of(RunView run) {
        Long took = run.timings().durationMs();
        return new Answered(
                run.id(),
                run.state(),
                String.valueOf(run.reason()),
                run.mode() == null ? "none" : run.mode().label(),
                run.citations().size(),
                run.steps().size(),
                took == null ? 0 : took,
                run.answer());
    }

    /** As REST shows the run. */
    static Answered of(JsonNode run) {
        return new Answered(
                run.path("id").asText(),
                run.path("state").asText(),
                run.path("reason").asText(),
                run.path("mode").asText("none"),
                run.path("citations").size(),
                run.path("steps").size(),
                run.path("timings").path("durationMs").asLong(),
                null);
    }

    /** Good is an answer that cites a document: without knowledge, users are not served. */
    Finding judged(String way) {
        Map<String, Object> evidence = evidence();
        evidence.put("way", way);
        if (!state.equals("succeeded")) {
            return Finding.bad("the run ended as " + state + ": " + reason, evidence);
        }
        return citations > 0
                ? Finding.good(words(), evidence)
                : Finding.bad(words() + ": it cites no document, so search found nothing", evidence);
    }

    /** The answer is what counts; {@code longest} is how much of it is told. */
    Finding told(int longest) {
        Map<String, Object> evidence = evidence();
        if (answer != null) {
            evidence.put("answer", answer.length() <= longest ? answer : answer.substring(0, longest));
        }
        return state.equals("succeeded")
                ? Finding.good(words(), evidence)
                : Finding.bad("the run ended as " + state + ": " + reason, evidence);
    }

    private String words() {
        return "answered in " + durationMs + " ms (" + mode + ", " + citations + " citations)";
    }

    private Map<String, Object> evidence() {
        Map<String, Object> evidence = new HashMap<>();
        evidence.put("runId", runId);
        evidence.put("state", state);
        evidence.put("mode", mode);
        evidence.put("citations", citations);
        evidence.put("toolCalls", toolCalls);
        evidence.put("durationMs", durationMs);
        return evidence;
    }
}
