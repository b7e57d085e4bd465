package io.agentaiops.alertrouter.notification.chat;

import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import io.agentaiops.alertrouter.notification.template.TemplateTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attachment as Slack introduced it and Mattermost and Rocket.Chat took it over.
 *
 * @param texts its texts by their names on the wire
 * @param fields its fields
 */
record Attachments(Map<String, TemplateText> texts, List<Field> fields) {

    /** A field: title, value, and whether others may stand beside it. */
    record Field(TemplateText title, TemplateText value, boolean isShort) {

        static Field read(TemplateTexts part, boolean shortByDefault) {
            return new Field(
                    part.required("title"),
                    part.required("value"),
                    part.settings().flag("short", shortByDefault));
        }

        Map<String, Object> body(Notification notification) {
            return Map.of(
                    "title", title.renderSafely(notification),
                    "value", value.renderSafely(notification),
                    "short", isShort);
        }
    }

    Map<String, Object> body(Notification notification) {
        Map<String, Object> body = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            if (text.isSet()) {
                body.put(name, text.renderSafely(notification));
            }
        });
        if (!fields.isEmpty()) {
            body.put(
                    "fields",
                    fields.stream().map(field -> field.body(notification)).toList());
        }
        return body;
    }
}
