package io.agentaiops.alertrouter.notification.email;

import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.Notification;
import java.util.stream.Collectors;

/** What a mail says, as plain text and as HTML. */
final class EmailText {

    private static final String REPEATED = "This may be a repetition of a message that you have.";

    private final Notification notification;
    private final Message message;

    EmailText(Notification notification) {
        this.notification = notification;
        this.message = notification.message();
    }

    String plain() {
        StringBuilder text = new StringBuilder(notification.title()).append("\n\n");
        if (notification.possibleDuplicate()) {
            text.append(REPEATED).append("\n\n");
        }
        for (Message.Item item : message.alerts()) {
            text.append(message.word(item))
                    .append("  ")
                    .append(message.text(item))
                    .append('\n');
            item.labels().values().forEach((name, value) -> line(text, name, value));
            item.annotations().forEach((name, value) -> line(text, name, value));
            line(text, "since", item.startsAt().toString());
            if (item.resolved()) {
                line(text, "until", item.endsAt().toString());
            }
            if (!item.generatorUrl().isEmpty()) {
                line(text, "source", item.generatorUrl());
            }
            text.append('\n');
        }
        return text.append("See ")
                .append(notification.externalUrl())
                .append('\n')
                .toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ").append(name).append(": ").append(value).append('\n');
    }

    String html() {
        String repeated = notification.possibleDuplicate() ? "<p>" + REPEATED + "</p>" : "";
        String alerts = message.alerts().stream().map(this::section).collect(Collectors.joining());
        return """
                <!DOCTYPE html><html lang="en"><body style="font-family:sans-serif;color:#1c2128">
                <h1 style="font-size:18px;padding:10px 14px;border-radius:6px;color:#fff;background:%s">%s</h1>
                %s%s<p><a href="%s">Open Agent-AIOps</a></p></body></html>
                """.formatted(
                        message.resolved() ? "#1a7f37" : message.severity().equals("critical") ? "#b62324" : "#9a6700",
                        escaped(notification.title()),
                        repeated,
                        alerts,
                        escaped(notification.externalUrl()));
    }

    private String section(Message.Item item) {
        StringBuilder rows = new StringBuilder();
        item.labels().values().forEach((name, value) -> row(rows, name, value));
        item.annotations().forEach((name, value) -> row(rows, name, value));
        row(rows, "since", item.startsAt().toString());
        if (item.resolved()) {
            row(rows, "until", item.endsAt().toString());
        }
        return "<h2 style=\"font-size:15px\">" + message.word(item) + " " + escaped(message.text(item))
                + "</h2><table style=\"font-size:13px\">" + rows + "</table>";
    }

    private static void row(StringBuilder rows, String name, String value) {
        rows.append("<tr><td style=\"padding-right:12px;color:#57606a\">")
                .append(escaped(name))
                .append("</td><td>")
                .append(escaped(value))
                .append("</td></tr>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
