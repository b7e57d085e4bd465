package io.agentaiops.alertrouter.notification.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.http.HttpSettingsParser;
import io.agentaiops.alertrouter.yaml.YamlMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** {@code webhook_configs}: Alertmanager's webhook. */
@ApplicationScoped
public class WebhookChannel implements Channel {

    private final HttpDelivery http;
    private final ObjectMapper json;

    WebhookChannel(HttpDelivery http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public List<Integration> read(YamlMap settings, GlobalSettings global) {
        URI url = settings.secret("url")
                .map(text -> checked(settings, text))
                .orElseThrow(() -> settings.refuse("url", "is needed"));
        settings.refuseUnsupported("payload");
        return List.of(new WebhookIntegration(
                http,
                json,
                new WebhookSettings(
                        url,
                        settings.flag("send_resolved", true),
                        settings.number("max_alerts", 0),
                        settings.duration("timeout", HttpDelivery.TIMEOUT),
                        Map.of(),
                        HttpSettingsParser.read(settings, global.http()))));
    }

    private static URI checked(YamlMap settings, String text) {
        try {
            return HttpDelivery.url(text);
        } catch (IllegalArgumentException e) {
            throw settings.refuse("url", "must be an http or https address");
        }
    }
}
