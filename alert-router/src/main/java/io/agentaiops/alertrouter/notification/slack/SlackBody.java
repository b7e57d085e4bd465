package io.agentaiops.alertrouter.notification.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.NotificationReason;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The body of a Slack message; names and meanings are Slack's. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SlackBody(
        String channel,
        String ts,
        String text,
        String username,
        @JsonProperty("icon_emoji") String iconEmoji,
        @JsonProperty("icon_url") String iconUrl,
        @JsonProperty("link_names") boolean linkNames,
        List<Attachment> attachments) {

    private static final int SHOWN = 20;

    /** An attachment. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Attachment(
            String title,
            @JsonProperty("title_link") String titleLink,
            String pretext,
            String text,
            String fallback,
            String footer,
            String color,
            @JsonProperty("callback_id") String callbackId,
            @JsonProperty("image_url") String imageUrl,
            @JsonProperty("thumb_url") String thumbUrl,
            List<Field> fields,
            @JsonProperty("mrkdwn_in") List<String> markdownIn,
            List<Button> actions,
            List<Map<String, Object>> blocks) {

        /** One of nothing but blocks, which must not be mixed with the older fields. */
        static Attachment of(List<Map<String, Object>> blocks) {
            return new Attachment("", "", "", "", "", "", "", "", "", "", List.of(), List.of(), List.of(), blocks);
        }
    }

    /** A button that opens an address. */
    record Button(String type, String text, String url, String style) {}

    /** A field of an attachment. */
    record Field(
            String title,
            String value,
            @JsonProperty("short") boolean isShort) {}

    static SlackBody of(Notification notification, SlackSettings settings) {
        Message message = notification.message();
        String title = settings.text("title", notification, notification.title());
        Attachment attachment = new Attachment(
                title,
                settings.text("title_link", notification, notification.externalUrl()),
                settings.text("pretext", notification, ""),
                settings.text("text", notification, text(message)),
                settings.text("fallback", notification, title),
                settings.text("footer", notification, footer(notification)),
                settings.text("color", notification, color(message)),
                settings.text("callback_id", notification, ""),
                settings.text("image_url", notification, ""),
                settings.text("thumb_url", notification, ""),
                fields(notification, settings),
                List.of("fallback", "pretext", "text"),
                buttons(notification, settings),
                List.of());
        List<Attachment> attachments =
                settings.acknowledges() && !message.resolved() && message.reason() != NotificationReason.ACKNOWLEDGED
                        ? List.of(attachment, Attachment.of(acknowledgeBlocks(message)))
                        : List.of(attachment);
        return new SlackBody(
                settings.text("channel", notification, ""),
                "",
                settings.text("message_text", notification, ""),
                settings.text("username", notification, "Agent-AIOps"),
                settings.text("icon_emoji", notification, ""),
                settings.text("icon_url", notification, ""),
                settings.linkNames(),
                attachments);
    }

    /** The same as a new text of a message that stands there. */
    SlackBody of(SlackMessageStore.Posted posted) {
        return new SlackBody(posted.channel(), posted.ts(), text, username, iconEmoji, iconUrl, linkNames, attachments);
    }

    private static List<Button> buttons(Notification notification, SlackSettings settings) {
        return settings.actions().stream()
                .map(action -> new Button(
                        "button",
                        action.text().renderSafely(notification),
                        action.url().renderSafely(notification),
                        action.style()))
                .toList();
    }

    /** A button whose click comes back as {@code block_actions} with the fingerprint of the first alert that fires. */
    private static List<Map<String, Object>> acknowledgeBlocks(Message message) {
        return List.of(Map.of(
                "type", "actions",
                "block_id", "aiops",
                "elements",
                        List.of(Map.of(
                                "type", "button",
                                "action_id", "acknowledge",
                                "style", "primary",
                                "text", Map.of("type", "plain_text", "text", "Acknowledge"),
                                "value", message.alerts().getFirst().fingerprint()))));
    }

    /** Those that are configured, else severity and status. */
    private static List<Field> fields(Notification notification, SlackSettings settings) {
        Message message = notification.message();
        if (!settings.fields().isEmpty()) {
            return settings.fields().stream()
                    .map(field -> new Field(
                            field.title().renderSafely(notification),
                            field.value().renderSafely(notification),
                            field.isShort()))
                    .toList();
        }
        return message.severity().isEmpty()
                ? List.of()
                : List.of(new Field("Severity", message.severity(), true), new Field("Status", message.status(), true));
    }

    private static String text(Message message) {
        String lines = message.alerts().stream()
                .limit(SHOWN)
                .map(item -> "• " + (item.resolved() ? "_resolved_ " : "") + escaped(message.text(item)))
                .collect(Collectors.joining("\n"));
        int more = message.alerts().size() - SHOWN;
        return more > 0 ? lines + "\n… and " + more + " more" : lines;
    }

    private static String footer(Notification notification) {
        return notification.possibleDuplicate() ? "This may be a repetition of a message that you have." : "";
    }

    private static String color(Message message) {
        if (message.resolved()) {
            return "good";
        }
        return message.severity().equals("critical") ? "danger" : "warning";
    }

    /** The three characters that mean something to Slack. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
