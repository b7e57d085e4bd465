package io.agentaiops.alertrouter.notification.slack;

import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.http.HttpSettings;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry under {@code slack_configs}. Texts that are empty are made from the message.
 *
 * @param url the incoming webhook, which is secret, or where the Web API takes messages
 * @param token the bot's token; null: none, the webhook is used
 * @param updates whether the message of a group is updated as the group changes
 * @param acknowledges whether there is a button to acknowledge with
 * @param sendResolved whether it is told when alerts are over
 * @param timeout how long a request may take
 * @param texts the texts that are configured, by their keys: channel, username, color, title, title_link, pretext, text, ...
 * @param fields further fields
 * @param actions buttons that lead somewhere
 * @param linkNames whether Slack links names
 * @param http how requests are made
 */
record SlackSettings(
        URI url,
        @Nullable String token,
        boolean updates,
        boolean acknowledges,
        boolean sendResolved,
        Duration timeout,
        Map<String, TemplateText> texts,
        List<Field> fields,
        List<Action> actions,
        boolean linkNames,
        HttpSettings http) {

    /** A field of an attachment. */
    record Field(TemplateText title, TemplateText value, boolean isShort) {}

    /** A button that opens an address. */
    record Action(TemplateText text, TemplateText url, String style) {}

    SlackSettings {
        actions = List.copyOf(actions);
        texts = Map.copyOf(texts);
        fields = List.copyOf(fields);
    }

    /** Where messages are updated. */
    URI updateUrl() {
        return URI.create(SlackIntegration.updateUrl(url.toString()));
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
