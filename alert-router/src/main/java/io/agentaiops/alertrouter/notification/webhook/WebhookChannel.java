package io.agentaiops.alertrouter.notification.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.yaml.YamlMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

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
    public Integration read(YamlMap settings, GlobalSettings global) {
        URI url = settings.secret("url")
                .map(text -> checked(settings, text))
                .orElseThrow(() -> settings.refuse("url", "is needed"));
        return new WebhookIntegration(
                http,
                json,
                new WebhookSettings(
                        url,
                        settings.flag("send_resolved", true),
                        settings.number("max_alerts", 0),
                        settings.duration("timeout", HttpDelivery.TIMEOUT),
                        settings.map("http_config").map(WebhookChannel::headers).orElse(Map.of())));
    }

    private static URI checked(YamlMap settings, String text) {
        try {
            return HttpDelivery.url(text);
        } catch (IllegalArgumentException e) {
            throw settings.refuse("url", "must be an http or https address");
        }
    }

    private static Map<String, String> headers(YamlMap http) {
        Optional<String> authorization = http.map("authorization").map(section -> {
            String value = section.text("type", "Bearer") + " "
                    + section.secret("credentials").orElseThrow(() -> section.refuse("credentials", "is needed"));
            section.finish();
            return value;
        });
        Optional<String> basic = http.map("basic_auth").map(section -> {
            String pair = section.text("username", "") + ":"
                    + section.secret("password").orElse("");
            section.finish();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        });
        if (authorization.isPresent() && basic.isPresent()) {
            throw http.refuse("basic_auth", "must not stand beside authorization");
        }
        http.finish();
        return authorization
                .or(() -> basic)
                .map(value -> Map.of("Authorization", value))
                .orElse(Map.of());
    }
}
