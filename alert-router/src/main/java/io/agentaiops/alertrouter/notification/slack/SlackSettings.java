package io.agentaiops.alertrouter.notification.slack;

import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.http.HttpSettings;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One entry under {@code slack_configs}. Texts that are empty are made from the message.
 *
 * @param url the incoming webhook; secret
 * @param sendResolved whether it is told when alerts are over
 * @param timeout how long a request may take
 * @param texts the texts that are configured, by their keys: channel, username, color, title, title_link, pretext, text, ...
 * @param fields further fields
 * @param linkNames whether Slack links names
 * @param http how requests are made
 */
record SlackSettings(
        URI url,
        boolean sendResolved,
        Duration timeout,
        Map<String, TemplateText> texts,
        List<Field> fields,
        boolean linkNames,
        HttpSettings http) {

    /** A field of an attachment. */
    record Field(TemplateText title, TemplateText value, boolean isShort) {}

    SlackSettings {
        texts = Map.copyOf(texts);
        fields = List.copyOf(fields);
    }

    /** What is configured for that place, rendered; else what is given. */
    String text(String key, Notification notification, String otherwise) {
        TemplateText text = texts.get(key);
        return text == null ? otherwise : text.renderSafely(notification);
    }

    @Override
    public String toString() {
        return "SlackSettings[" + url.getHost() + "]";
    }
}
