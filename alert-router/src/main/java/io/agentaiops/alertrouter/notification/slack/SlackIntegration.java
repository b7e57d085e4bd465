package io.agentaiops.alertrouter.notification.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.Delivery;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.Notification;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts to a Slack incoming webhook, and believes it only when it answers {@code ok}. */
final class SlackIntegration implements Integration {

    private final HttpDelivery http;
    private final ObjectMapper json;
    private final SlackSettings settings;

    SlackIntegration(HttpDelivery http, ObjectMapper json, SlackSettings settings) {
        this.http = http;
        this.json = json;
        this.settings = settings;
    }

    @Override
    public boolean sendsResolved() {
        return settings.sendResolved();
    }

    @Override
    public Delivery deliver(Notification notification) {
        try {
            String body = json.writeValueAsString(SlackBody.of(notification, settings));
            return http.post(
                    notification,
                    new HttpDelivery.Post(
                            settings.url(), "application/json", body, Map.of(), settings.timeout(), settings.http()),
                    this::problem);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Slack answers the text {@code ok}, or JSON with {@code ok}, also where it refuses with status 200. */
    private @Nullable String problem(String body) {
        if (!body.strip().startsWith("{")) {
            return body.isBlank() || body.strip().equals("ok") ? null : "Slack answered: " + body.strip();
        }
        try {
            JsonNode answer = json.readTree(body);
            return answer.path("ok").asBoolean(false)
                    ? null
                    : "Slack answered: " + answer.path("error").asText("not ok");
        } catch (JsonProcessingException e) {
            return "Slack answered what is not JSON";
        }
    }
}
