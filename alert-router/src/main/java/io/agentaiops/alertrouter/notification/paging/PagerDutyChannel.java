package io.agentaiops.alertrouter.notification.paging;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import io.agentaiops.alertrouter.notification.template.TemplateTexts;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code pagerduty_configs}: events of version 2 with {@code routing_key}, of version 1 with {@code service_key}. The group
 * is the key by which PagerDuty drops what it has had already.
 */
@Singleton
public class PagerDutyChannel extends TemplatedChannel {

    private static final String VERSION_1 = "https://events.pagerduty.com/generic/2010-04-15/create_event.json";
    private static final String VERSION_2 = "https://events.pagerduty.com/v2/enqueue";
    private static final Map<String, String> DETAILS = Map.of(
            "firing", "{{ template \"pagerduty.default.instances\" .Alerts.Firing }}",
            "resolved", "{{ template \"pagerduty.default.instances\" .Alerts.Resolved }}",
            "num_firing", "{{ .Alerts.Firing | len }}",
            "num_resolved", "{{ .Alerts.Resolved | len }}");

    PagerDutyChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    /** What an event says. */
    private record Event(
            Map<String, TemplateText> texts,
            Map<String, TemplateText> details,
            List<Map<String, TemplateText>> images,
            List<Map<String, TemplateText>> links) {

        String text(String key, Notification notification) {
            TemplateText text = texts.get(key);
            return text == null ? "" : text.renderSafely(notification);
        }

        void put(Map<String, Object> body, String key, Notification notification) {
            String text = text(key, notification);
            if (!text.isEmpty()) {
                body.put(key, text);
            }
        }
    }

    @Override
    public String name() {
        return "pagerduty";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        Optional<String> service = entry.settings().secret("service_key");
        Optional<String> routing = entry.settings().secret("routing_key");
        if (service.isPresent() == routing.isPresent()) {
            throw entry.settings().refuse("routing_key", "or service_key is needed, and not both");
        }
        URI url = entry.global()
                .url(entry.settings(), "url", "pagerduty_url", service.isPresent() ? VERSION_1 : VERSION_2);
        Event event = event(entry.texts());
        entry.settings().duration("timeout", HttpDelivery.TIMEOUT);
        return notification -> HttpDelivery.Post.json(
                url,
                json().writeValueAsString(service.map(key -> first(key, event, notification))
                        .orElseGet(() -> second(routing.orElseThrow(), event, notification))),
                entry.http());
    }

    private static Event event(TemplateTexts texts) {
        Map<String, TemplateText> read = new LinkedHashMap<>();
        String client = "{{ template \"pagerduty.default.client\" . }}";
        read.put("client", texts.text("client", client));
        read.put("client_url", texts.text("client_url", "{{ template \"pagerduty.default.clientURL\" . }}"));
        read.put("description", texts.text("description", "{{ template \"pagerduty.default.description\" . }}"));
        read.put("source", texts.text("source", client));
        read.put("severity", texts.text("severity", "error"));
        List.of("class", "component", "group").forEach(key -> read.put(key, texts.text(key)));
        Map<String, TemplateText> details = new LinkedHashMap<>();
        DETAILS.forEach(
                (key, text) -> details.put(key, texts.of(texts.settings()).text("details." + key, text)));
        details.putAll(texts.map("details"));
        return new Event(
                read,
                details,
                texts.list("images", part -> parts(part, "src", "alt", "href")),
                texts.list("links", part -> parts(part, "href", "text")));
    }

    private static Map<String, TemplateText> parts(TemplateTexts part, String... keys) {
        Map<String, TemplateText> read = new LinkedHashMap<>();
        for (String key : keys) {
            read.put(key, part.text(key));
        }
        return read;
    }

    private static String action(Notification notification) {
        return notification.message().resolved() ? "resolve" : "trigger";
    }

    private static Map<String, Object> first(String key, Event event, Notification notification) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("service_key", key);
        body.put("event_type", action(notification));
        body.put("incident_key", HttpIntegration.groupId(notification));
        body.put("description", HttpIntegration.cut(event.text("description", notification), 1_024));
        body.put("details", TemplateTexts.rendered(event.details(), notification));
        event.put(body, "client", notification);
        event.put(body, "client_url", notification);
        return body;
    }

    private static Map<String, Object> second(String key, Event event, Notification notification) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("summary", HttpIntegration.cut(event.text("description", notification), 1_024));
        for (String name : List.of("source", "severity", "class", "component", "group")) {
            event.put(payload, name, notification);
        }
        payload.put("custom_details", TemplateTexts.rendered(event.details(), notification));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("routing_key", key);
        body.put("dedup_key", HttpIntegration.groupId(notification));
        body.put("event_action", action(notification));
        body.put("payload", payload);
        event.put(body, "client", notification);
        event.put(body, "client_url", notification);
        body.put("images", rendered(event.images(), notification));
        body.put("links", rendered(event.links(), notification));
        return body;
    }

    private static List<Map<String, String>> rendered(
            List<Map<String, TemplateText>> parts, Notification notification) {
        return parts.stream()
                .map(part -> TemplateTexts.rendered(part, notification))
                .toList();
    }
}
