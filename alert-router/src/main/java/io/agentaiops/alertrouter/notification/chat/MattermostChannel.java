package io.agentaiops.alertrouter.notification.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import io.agentaiops.alertrouter.notification.template.TemplateTexts;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code mattermost_configs}: incoming webhooks of Mattermost. */
@Singleton
public class MattermostChannel extends TemplatedChannel {

    private static final List<String> OUTER = List.of("channel", "username", "icon_url", "icon_emoji", "type");
    private static final List<String> INNER = List.of(
            "fallback",
            "color",
            "pretext",
            "author_name",
            "author_link",
            "author_icon",
            "title",
            "title_link",
            "thumb_url",
            "footer",
            "footer_icon",
            "image_url");

    MattermostChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    @Override
    public String name() {
        return "mattermost";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        URI url = entry.url(
                "webhook_url", entry.global().needed(entry.settings(), "webhook_url", "mattermost_webhook_url"));
        Map<String, TemplateText> outer = texts(entry.texts(), OUTER);
        TemplateText text = entry.texts().text("text", "{{ template \"mattermost.default.text\" . }}");
        Attachments attachment = new Attachments(
                texts(entry.texts(), INNER), entry.texts().list("fields", part -> Attachments.Field.read(part, false)));
        entry.settings().refuseUnsupported("attachments", "props", "priority");
        return notification -> {
            Map<String, Object> body = new LinkedHashMap<>(TemplateTexts.rendered(outer, notification));
            body.values().removeIf(""::equals);
            body.put("text", HttpIntegration.cut(text.renderSafely(notification), 16_383));
            Map<String, Object> attached = attachment.body(notification);
            if (!attached.isEmpty()) {
                body.put("attachments", List.of(attached));
            }
            return HttpDelivery.Post.json(url, json().writeValueAsString(body), entry.http());
        };
    }

    private static Map<String, TemplateText> texts(TemplateTexts texts, List<String> keys) {
        Map<String, TemplateText> read = new LinkedHashMap<>();
        keys.forEach(key -> read.put(key, texts.text(key)));
        return read;
    }
}
