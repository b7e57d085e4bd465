package io.agentaiops.alertrouter.notification.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/** {@code webex_configs}; the bot's token stands in {@code http_config.authorization}. */
@Singleton
public class WebexChannel extends TemplatedChannel {

    private static final int LONGEST = 7_439;

    WebexChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    @Override
    public String name() {
        return "webex";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        if (!entry.http().headers().containsKey("Authorization")) {
            throw entry.settings().refuse("http_config", "needs authorization.credentials, the token of the bot");
        }
        URI url = entry.global().url(entry.settings(), "api_url", "webex_api_url", "https://webexapis.com/v1/messages");
        TemplateText room = entry.texts().required("room_id");
        TemplateText message = entry.texts().text("message", "{{ template \"webex.default.message\" . }}");
        return notification -> HttpDelivery.Post.json(
                url,
                json().writeValueAsString(Map.of(
                        "roomId", room.render(notification),
                        "markdown", HttpIntegration.cut(message.renderSafely(notification), LONGEST))),
                entry.http());
    }
}
