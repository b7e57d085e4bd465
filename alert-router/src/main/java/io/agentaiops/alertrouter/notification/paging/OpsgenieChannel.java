package io.agentaiops.alertrouter.notification.paging;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import io.agentaiops.alertrouter.notification.template.TemplateTexts;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code opsgenie_configs}: makes an alert under the group's alias, and closes it. */
@Singleton
public class OpsgenieChannel extends TemplatedChannel {

    private static final String NOTE = "/notes";
    private static final String CLOSE = "/close";
    private static final List<String> TEXTS = List.of("note", "priority", "entity");
    private static final List<String> RESPONDER = List.of("id", "name", "username", "type");

    OpsgenieChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    @Override
    public String name() {
        return "opsgenie";
    }

    /** What an alert says. */
    private record Alert(
            TemplateText message,
            TemplateText description,
            TemplateText source,
            TemplateText tags,
            TemplateText actions,
            Map<String, TemplateText> texts,
            Map<String, TemplateText> details,
            List<Map<String, TemplateText>> responders) {}

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        String key = entry.global().needed(entry.settings(), "api_key", "opsgenie_api_key");
        URI api = entry.global().url(entry.settings(), "api_url", "opsgenie_api_url", "https://api.opsgenie.com/");
        String alerts = api.toString().replaceFirst("/$", "") + "/v2/alerts";
        if (entry.settings().flag("update_alerts", false)) {
            throw entry.settings().refuse("update_alerts", "is not supported yet by this release");
        }
        Alert alert = alert(entry.texts());
        Map<String, String> headers = Map.of("Authorization", "GenieKey " + key);
        return notification -> {
            String id = HttpIntegration.groupId(notification);
            Map<String, ?> body = switch (act(notification)) {
                case "" -> body(id, alert, notification);
                case NOTE -> note(alert, notification);
                default -> Map.of("source", alert.source().renderSafely(notification));
            };
            String act = act(notification);
            URI url = URI.create(act.isEmpty() ? alerts : alerts + "/" + id + act + "?identifierType=alias");
            return HttpDelivery.Post.json(url, json().writeValueAsString(body), entry.http())
                    .with(headers);
        };
    }

    /** What is done to the alert under the group's alias; empty: it is made. */
    private static String act(Notification notification) {
        if (notification.message().reason() == NotificationReason.UPDATE) {
            return NOTE;
        }
        return notification.message().resolved() ? CLOSE : "";
    }

    private static Map<String, String> note(Alert alert, Notification notification) {
        Message message = notification.message();
        String text = message.title() + "\n" + message.text(message.alerts().getFirst());
        return Map.of("source", alert.source().renderSafely(notification), "note", HttpIntegration.cut(text, 25_000));
    }

    private static Alert alert(TemplateTexts texts) {
        Map<String, TemplateText> more = new LinkedHashMap<>();
        TEXTS.forEach(key -> more.put(key, texts.text(key)));
        return new Alert(
                texts.text("message", "{{ template \"opsgenie.default.message\" . }}"),
                texts.text("description", "{{ template \"opsgenie.default.description\" . }}"),
                texts.text("source", "{{ template \"opsgenie.default.source\" . }}"),
                texts.text("tags"),
                texts.text("actions"),
                more,
                texts.map("details"),
                texts.list("responders", part -> {
                    Map<String, TemplateText> responder = new LinkedHashMap<>();
                    RESPONDER.forEach(key -> responder.put(key, part.text(key)));
                    return responder;
                }));
    }

    private static Map<String, Object> body(String id, Alert alert, Notification notification) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("alias", id);
        body.put("message", HttpIntegration.cut(alert.message().renderSafely(notification), 130));
        body.put("description", HttpIntegration.cut(alert.description().renderSafely(notification), 15_000));
        body.put("source", alert.source().renderSafely(notification));
        Map<String, String> details =
                new LinkedHashMap<>(notification.message().commonLabels().values());
        details.putAll(TemplateTexts.rendered(alert.details(), notification));
        body.put("details", details);
        body.put("tags", list(alert.tags(), notification));
        body.put("actions", list(alert.actions(), notification));
        alert.texts().forEach((key, text) -> {
            if (text.isSet()) {
                body.put(key, text.renderSafely(notification));
            }
        });
        List<Map<String, String>> responders = new ArrayList<>();
        alert.responders().forEach(responder -> {
            Map<String, String> rendered = TemplateTexts.rendered(responder, notification);
            rendered.values().removeIf(String::isEmpty);
            responders.add(rendered);
        });
        body.put("responders", responders);
        return body;
    }

    private static List<String> list(TemplateText text, Notification notification) {
        return Arrays.stream(text.renderSafely(notification).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
