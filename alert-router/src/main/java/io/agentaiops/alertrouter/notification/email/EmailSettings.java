package io.agentaiops.alertrouter.notification.email;

import io.agentaiops.alertrouter.notification.template.TemplateText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry under {@code email_configs}, with what it takes from {@code global}.
 *
 * @param to addresses
 * @param from sender
 * @param host SMTP server
 * @param port its port
 * @param hello name given to the server
 * @param username user at the server; null: none
 * @param password password at the server; null: none
 * @param requireTls whether to refuse a server without STARTTLS
 * @param implicitTls whether to speak TLS from the first byte
 * @param trustAll whether to accept any certificate
 * @param headers further headers
 * @param html the HTML part; empty: ours
 * @param text the plain part; empty: ours
 * @param sendResolved whether it is told when alerts are over
 */
record EmailSettings(
        TemplateText to,
        TemplateText from,
        String host,
        int port,
        String hello,
        @Nullable String username,
        @Nullable String password,
        boolean requireTls,
        boolean implicitTls,
        boolean trustAll,
        Map<String, TemplateText> headers,
        Optional<TemplateText> html,
        Optional<TemplateText> text,
        boolean sendResolved) {

    EmailSettings {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "EmailSettings[" + host + ":" + port + "]";
    }
}
