package io.agentaiops.alertrouter.notification.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** {@code discord_configs}. */
@Singleton
public class DiscordChannel extends TemplatedChannel {

    private static final int RED = 0x992D22;
    private static final int GREEN = 0x2ECC71;

    DiscordChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    @Override
    public String name() {
        return "discord";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        URI url = entry.requiredUrl("webhook_url");
        TemplateText title = entry.texts().text("title", "{{ template \"discord.default.title\" . }}");
        TemplateText message = entry.texts().text("message", "{{ template \"discord.default.message\" . }}");
        TemplateText content = entry.texts().text("content");
        TemplateText username = entry.texts().text("username");
        TemplateText avatar = entry.texts().text("avatar_url");
        return notification -> {
            Map<String, Object> embed = Map.of(
                    "title", HttpIntegration.cut(title.renderSafely(notification), 256),
                    "description", HttpIntegration.cut(message.renderSafely(notification), 4_096),
                    "color", notification.message().resolved() ? GREEN : RED);
            Map<String, Object> body = new java.util.LinkedHashMap<>();
            body.put("content", HttpIntegration.cut(content.renderSafely(notification), 2_000));
            body.put("embeds", List.of(embed));
            if (username.isSet()) {
                body.put("username", username.renderSafely(notification));
            }
            if (avatar.isSet()) {
                body.put("avatar_url", avatar.renderSafely(notification));
            }
            return HttpDelivery.Post.json(url, json().writeValueAsString(body), entry.http());
        };
    }
}
