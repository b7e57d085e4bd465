package io.agentaiops.alertrouter.notification.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.http.HttpSettingsParser;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import io.agentaiops.alertrouter.notification.template.TemplateTexts;
import io.agentaiops.alertrouter.yaml.YamlMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code slack_configs}: incoming webhooks of Slack and of what understands the same. */
@ApplicationScoped
public class SlackChannel implements Channel {

    private static final List<String> TEXTS = List.of(
            "channel",
            "username",
            "color",
            "title",
            "title_link",
            "pretext",
            "text",
            "footer",
            "fallback",
            "icon_emoji",
            "icon_url",
            "callback_id",
            "image_url",
            "thumb_url");

    private final HttpDelivery http;
    private final ObjectMapper json;

    SlackChannel(HttpDelivery http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Integration read(YamlMap settings, GlobalSettings global) {
        TemplateTexts all = new TemplateTexts(settings, global.templates());
        Map<String, TemplateText> texts = new LinkedHashMap<>();
        TEXTS.stream().filter(settings::has).forEach(key -> texts.put(key, all.text(key)));
        boolean shortFields = settings.flag("short_fields", false);
        List<SlackSettings.Field> fields = all.list(
                "fields",
                part -> new SlackSettings.Field(
                        part.required("title"),
                        part.required("value"),
                        part.settings().flag("short", shortFields)));
        settings.texts("mrkdwn_in");
        settings.refuseUnsupported("actions", "message_text");
        return new SlackIntegration(
                http,
                json,
                new SlackSettings(
                        url(settings, global),
                        settings.flag("send_resolved", false),
                        settings.duration("timeout", HttpDelivery.TIMEOUT),
                        texts,
                        fields,
                        settings.flag("link_names", false),
                        HttpSettingsParser.read(settings, global.http())));
    }

    private static URI url(YamlMap settings, GlobalSettings global) {
        String text = settings.secret("api_url")
                .or(() -> Optional.ofNullable(global.texts().get("slack_api_url")))
                .orElseThrow(() -> settings.refuse("api_url", "is needed, here or as slack_api_url under global"));
        try {
            return HttpDelivery.url(text);
        } catch (IllegalArgumentException e) {
            throw settings.refuse("api_url", "must be an http or https address");
        }
    }
}
