package io.agentaiops.alertrouter.notification.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/** {@code msteams_configs}: connectors of Microsoft Teams. */
@Singleton
public class TeamsChannel extends TemplatedChannel {

    TeamsChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    @Override
    public String name() {
        return "msteams";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        URI url = entry.requiredUrl("webhook_url");
        TemplateText title = entry.texts().text("title", "{{ template \"msteams.default.title\" . }}");
        TemplateText summary = entry.texts().text("summary", "{{ template \"msteams.default.summary\" . }}");
        TemplateText text = entry.texts().text("text", "{{ template \"msteams.default.text\" . }}");
        return notification -> HttpDelivery.Post.json(
                url,
                json().writeValueAsString(Map.of(
                        "@context",
                        "http://schema.org/extensions",
                        "@type",
                        "MessageCard",
                        "title",
                        title.renderSafely(notification),
                        "summary",
                        summary.renderSafely(notification),
                        "text",
                        text.renderSafely(notification),
                        "themeColor",
                        notification.message().resolved() ? "2DC72D" : "8C1A1A")),
                entry.http());
    }
}
