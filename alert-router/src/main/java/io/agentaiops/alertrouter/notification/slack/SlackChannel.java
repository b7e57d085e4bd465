package io.agentaiops.alertrouter.notification.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
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
            "icon_url");

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
        Map<String, String> texts = new LinkedHashMap<>();
        TEXTS.forEach(key -> settings.text(key).ifPresent(text -> texts.put(key, text)));
        return new SlackIntegration(
                http,
                json,
                new SlackSettings(
                        url(settings, global),
                        settings.flag("send_resolved", false),
                        settings.duration("timeout", HttpDelivery.TIMEOUT),
                        texts,
                        settings.flag("link_names", false)));
    }

    private static URI url(YamlMap settings, GlobalSettings global) {
        String text = settings.secret("api_url")
                .or(() -> Optional.ofNullable(global.slackApiUrl()))
                .orElseThrow(() -> settings.refuse("api_url", "is needed, here or as slack_api_url under global"));
        try {
            return HttpDelivery.url(text);
        } catch (IllegalArgumentException e) {
            throw settings.refuse("api_url", "must be an http or https address");
        }
    }
}
