package io.agentaiops.alertrouter.notification.paging;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.http.HttpClients;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code pushover_configs}. */
@Singleton
public class PushoverChannel extends TemplatedChannel {

    private static final URI API = URI.create("https://api.pushover.net/1/messages.json");

    private static final String WITHOUT_A_SOUND = "-1";

    PushoverChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    @Override
    public String name() {
        return "pushover";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        Map<String, String> fixed = fixed(entry);
        Map<String, TemplateText> texts = new LinkedHashMap<>();
        texts.put("title", entry.texts().text("title", "{{ template \"pushover.default.title\" . }}"));
        texts.put("message", entry.texts().text("message", "{{ template \"pushover.default.message\" . }}"));
        texts.put("url", entry.texts().text("url", "{{ template \"pushover.default.url\" . }}"));
        texts.put("url_title", entry.texts().text("url_title"));
        texts.put("device", entry.texts().text("device"));
        texts.put("sound", entry.texts().text("sound"));
        texts.put("priority", entry.texts().text("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}"));
        Map<String, Integer> longest = Map.of("title", 250, "message", 1_024, "url", 512);
        boolean html = fixed.containsKey("html");
        return notification -> {
            Map<String, String> form = new LinkedHashMap<>(fixed);
            texts.forEach((key, text) -> {
                if (text.isSet()) {
                    String rendered =
                            html && key.equals("message") ? text.html(notification) : text.renderSafely(notification);
                    form.put(key, HttpIntegration.cut(rendered, longest.getOrDefault(key, 200)));
                }
            });
            if (notification.message().reason() == NotificationReason.UPDATE) {
                form.put("priority", WITHOUT_A_SOUND);
            }
            return new HttpDelivery.Post(
                    API,
                    "application/x-www-form-urlencoded",
                    HttpClients.form(form),
                    Map.of(),
                    HttpDelivery.TIMEOUT,
                    entry.http());
        };
    }

    private static Map<String, String> fixed(Entry entry) {
        Map<String, String> form = new LinkedHashMap<>();
        for (Map.Entry<String, String> key :
                Map.of("user_key", "user", "token", "token").entrySet()) {
            form.put(
                    key.getValue(),
                    entry.settings()
                            .secret(key.getKey())
                            .orElseThrow(() -> entry.settings().refuse(key.getKey(), "is needed")));
        }
        form.put("retry", seconds(entry, "retry", Duration.ofMinutes(1)));
        form.put("expire", seconds(entry, "expire", Duration.ofHours(1)));
        if (entry.settings().has("ttl")) {
            form.put("ttl", seconds(entry, "ttl", Duration.ZERO));
        }
        boolean html = entry.settings().flag("html", false);
        boolean monospace = entry.settings().flag("monospace", false);
        if (html && monospace) {
            throw entry.settings().refuse("monospace", "must not stand beside html");
        }
        if (html) {
            form.put("html", "1");
        }
        if (monospace) {
            form.put("monospace", "1");
        }
        return form;
    }

    private static String seconds(Entry entry, String key, Duration otherwise) {
        return String.valueOf(entry.settings().duration(key, otherwise).toSeconds());
    }
}
