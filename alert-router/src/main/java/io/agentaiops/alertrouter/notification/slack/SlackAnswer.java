package io.agentaiops.alertrouter.notification.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * What Slack answers with status 200: the text {@code ok}, or JSON with {@code ok}, also where it refuses.
 *
 * @param problem what is wrong; null: nothing
 * @param error Slack's name for it; empty when it gave none
 * @param channel where the message stands; empty when unsaid
 * @param ts which message; empty when unsaid
 */
record SlackAnswer(@Nullable String problem, String error, String channel, String ts) {

    static SlackAnswer of(String body, ObjectMapper json) {
        String text = body.strip();
        if (!text.startsWith("{")) {
            boolean fine = text.isEmpty() || text.equals("ok");
            return new SlackAnswer(fine ? null : "Slack answered: " + text, "", "", "");
        }
        try {
            JsonNode answer = json.readTree(text);
            String error = answer.path("error").asText("not ok");
            return answer.path("ok").asBoolean(false)
                    ? new SlackAnswer(
                            null,
                            "",
                            answer.path("channel").asText(""),
                            answer.path("ts").asText(""))
                    : new SlackAnswer("Slack answered: " + error, error, "", "");
        } catch (JsonProcessingException e) {
            return new SlackAnswer("Slack answered what is not JSON", "", "", "");
        }
    }
}
