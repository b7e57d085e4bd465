package io.agentaiops.alertrouter.notification.paging;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import io.agentaiops.alertrouter.notification.template.TemplateTexts;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code victorops_configs}. */
@Singleton
public class VictorOpsChannel extends TemplatedChannel {

    private static final String API = "https://alert.victorops.com/integrations/generic/20131114/alert/";

    VictorOpsChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    @Override
    public String name() {
        return "victorops";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        String key = entry.global().needed(entry.settings(), "api_key", "victorops_api_key");
        URI api = entry.global().url(entry.settings(), "api_url", "victorops_api_url", API);
        TemplateText routing = entry.texts().required("routing_key");
        TemplateText type = entry.texts().text("message_type", "CRITICAL");
        TemplateText state =
                entry.texts().text("state_message", "{{ template \"victorops.default.state_message\" . }}");
        TemplateText display =
                entry.texts().text("entity_display_name", "{{ template \"victorops.default.entity_display_name\" . }}");
        TemplateText tool =
                entry.texts().text("monitoring_tool", "{{ template \"victorops.default.monitoring_tool\" . }}");
        Map<String, TemplateText> custom = entry.texts().map("custom_fields");
        return notification -> {
            Map<String, Object> body = new LinkedHashMap<>(TemplateTexts.rendered(custom, notification));
            body.put("message_type", type(notification, type));
            body.put("entity_id", HttpIntegration.groupId(notification));
            body.put("entity_display_name", display.renderSafely(notification));
            body.put("state_message", HttpIntegration.cut(state.renderSafely(notification), 20_480));
            body.put("monitoring_tool", tool.renderSafely(notification));
            URI url = URI.create(api.toString().replaceFirst("/?$", "/") + key + "/"
                    + URLEncoder.encode(routing.render(notification), StandardCharsets.UTF_8));
            return HttpDelivery.Post.json(url, json().writeValueAsString(body), entry.http());
        };
    }

    /** INFO is an entry in the time line of what is open under that id. */
    private static String type(Notification notification, TemplateText firing) {
        if (notification.message().reason() == NotificationReason.UPDATE) {
            return "INFO";
        }
        return notification.message().resolved() ? "RECOVERY" : firing.renderSafely(notification);
    }
}
