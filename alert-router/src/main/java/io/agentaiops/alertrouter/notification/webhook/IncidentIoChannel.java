package io.agentaiops.alertrouter.notification.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.http.HttpSettingsParser;
import io.agentaiops.alertrouter.yaml.YamlMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** {@code incidentio_configs}: the webhook's body with the token of an alert source. */
@ApplicationScoped
public class IncidentIoChannel implements Channel {

    private final HttpDelivery http;
    private final ObjectMapper json;

    IncidentIoChannel(HttpDelivery http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    @Override
    public String name() {
        return "incidentio";
    }

    @Override
    public List<Integration> read(YamlMap settings, GlobalSettings global) {
        String url = settings.secret("url").orElseThrow(() -> settings.refuse("url", "is needed"));
        Map<String, String> headers = settings.secret("alert_source_token")
                .map(token -> Map.of("Authorization", "Bearer " + token))
                .orElse(Map.of());
        try {
            return List.of(new WebhookIntegration(
                    http,
                    json,
                    new WebhookSettings(
                            HttpDelivery.url(url),
                            settings.flag("send_resolved", true),
                            settings.number("max_alerts", 0),
                            settings.duration("timeout", HttpDelivery.TIMEOUT),
                            headers,
                            HttpSettingsParser.read(settings, global.http()))));
        } catch (IllegalArgumentException e) {
            throw settings.refuse("url", "must be an http or https address");
        }
    }
}
