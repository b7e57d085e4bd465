package io.agentaiops.alertrouter.notification.email;

import java.util.List;
import java.util.Map;
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
 * @param sendResolved whether it is told when alerts are over
 */
record EmailSettings(
        List<String> to,
        String from,
        String host,
        int port,
        String hello,
        @Nullable String username,
        @Nullable String password,
        boolean requireTls,
        boolean implicitTls,
        boolean trustAll,
        Map<String, String> headers,
        boolean sendResolved) {

    EmailSettings {
        to = List.copyOf(to);
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "EmailSettings[" + host + ":" + port + ", " + to + "]";
    }
}
