package io.agentaiops.alertrouter.notification.sms;

import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.http.HttpSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who carries text messages: Twilio, or a gateway of one's own that takes a JSON body of any shape.
 *
 * @param url where messages are posted
 * @param account user at the provider; null: none
 * @param token password at the provider; secret
 * @param from sender
 * @param body the JSON body with {@code ${to}}, {@code ${from}} and {@code ${text}} inside of quotes; null: a form with
 *     {@code To}, {@code From} and {@code Body}, as Twilio has it
 * @param http how requests are made
 */
record SmsProvider(
        URI url,
        @Nullable String account,
        @Nullable String token,
        String from,
        @Nullable String body,
        HttpSettings http) {

    HttpDelivery.Post post(String to, String text, Duration timeout) {
        return new HttpDelivery.Post(
                url,
                body == null ? "application/x-www-form-urlencoded" : "application/json",
                body == null ? form(to, text) : filled(body, to, text),
                account == null || token == null ? Map.of() : Map.of("Authorization", basic(account, token)),
                timeout,
                http);
    }

    private String form(String to, String text) {
        return "To=" + encoded(to) + "&From=" + encoded(from) + "&Body=" + encoded(text);
    }

    private String filled(String template, String to, String text) {
        // The text last, for it may hold what looks like a placeholder.
        return template.replace("${to}", escaped(to))
                .replace("${from}", escaped(from))
                .replace("${text}", escaped(text));
    }

    private static String basic(String account, String token) {
        return "Basic " + Base64.getEncoder().encodeToString((account + ":" + token).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** As the inside of a JSON string. */
    private static String escaped(String text) {
        StringBuilder json = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.toString();
    }

    @Override
    public String toString() {
        return url.getHost();
    }
}
