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

/** {@code rocketchat_configs}. */
@Singleton
public class RocketChatChannel extends TemplatedChannel {

    RocketChatChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    @Override
    public String name() {
        return "rocketchat";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        URI api = entry.global().url(entry.settings(), "api_url", "rocketchat_api_url", "https://open.rocket.chat");
        URI url = entry.url("api_url", api.toString().replaceFirst("/$", "") + "/api/v1/chat.postMessage");
        Map<String, String> headers = Map.of(
                "X-User-Id", entry.global().needed(entry.settings(), "token_id", "rocketchat_token_id"),
                "X-Auth-Token", entry.global().needed(entry.settings(), "token", "rocketchat_token"));
        TemplateText channel = entry.texts().required("channel");
        TemplateText emoji = entry.texts().text("emoji");
        TemplateText icon = entry.texts().text("icon_url");
        Attachments attachment = attachment(entry.texts());
        entry.settings().flag("link_names", false);
        entry.settings().refuseUnsupported("actions");
        return notification -> {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("channel", channel.render(notification));
            body.put("emoji", emoji.renderSafely(notification));
            body.put("avatar", icon.renderSafely(notification));
            body.put("attachments", List.of(attachment.body(notification)));
            return HttpDelivery.Post.json(url, json().writeValueAsString(body), entry.http())
                    .with(headers);
        };
    }

    private static Attachments attachment(TemplateTexts texts) {
        boolean shortFields = texts.settings().flag("short_fields", false);
        Map<String, TemplateText> parts = new LinkedHashMap<>();
        parts.put("title", texts.text("title", "{{ template \"rocketchat.default.title\" . }}"));
        parts.put("title_link", texts.text("title_link", "{{ template \"rocketchat.default.titlelink\" . }}"));
        parts.put("text", texts.text("text", "{{ template \"rocketchat.default.text\" . }}"));
        parts.put("color", texts.text("color", "{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}"));
        parts.put("image_url", texts.text("image_url"));
        parts.put("thumb_url", texts.text("thumb_url"));
        return new Attachments(parts, texts.list("fields", part -> Attachments.Field.read(part, shortFields)));
    }
}
