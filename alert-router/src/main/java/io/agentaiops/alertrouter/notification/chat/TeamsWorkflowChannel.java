package io.agentaiops.alertrouter.notification.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** {@code msteamsv2_configs}: workflows of Microsoft Teams, which take adaptive cards. */
@Singleton
public class TeamsWorkflowChannel extends TemplatedChannel {

    TeamsWorkflowChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    @Override
    public String name() {
        return "msteamsv2";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        URI url = entry.requiredUrl("webhook_url");
        TemplateText title = entry.texts().text("title", "{{ template \"msteamsv2.default.title\" . }}");
        TemplateText text = entry.texts().text("text", "{{ template \"msteamsv2.default.text\" . }}");
        return notification ->
                HttpDelivery.Post.json(url, json().writeValueAsString(body(notification, title, text)), entry.http());
    }

    private static Map<String, Object> body(Notification notification, TemplateText title, TemplateText text) {
        Map<String, Object> heading = Map.of(
                "type", "TextBlock",
                "text", title.renderSafely(notification),
                "weight", "Bolder",
                "size", "Medium",
                "wrap", true,
                "style", "heading",
                "color", notification.message().resolved() ? "Good" : "Attention");
        Map<String, Object> card = Map.of(
                "$schema", "http://adaptivecards.io/schemas/adaptive-card.json",
                "type", "AdaptiveCard",
                "version", "1.2",
                "body",
                        List.of(
                                heading,
                                Map.of("type", "TextBlock", "text", text.renderSafely(notification), "wrap", true)),
                "msteams", Map.of("width", "full"));
        return Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
    }
}
