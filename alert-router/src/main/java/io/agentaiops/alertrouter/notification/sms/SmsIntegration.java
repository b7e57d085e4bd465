package io.agentaiops.alertrouter.notification.sms;

import io.agentaiops.alertrouter.notification.Delivery;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.http.HttpSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * Posts {@code To}, {@code From} and {@code Body} as a form, with account and token as HTTP Basic. One notification goes
 * to every number; when one of them fails, the attempt fails, and numbers that had it get it again with the same
 * idempotency key.
 */
final class SmsIntegration implements Integration {

    private static final int LONGEST = 320;

    private final HttpDelivery http;
    private final SmsSettings settings;

    SmsIntegration(HttpDelivery http, SmsSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    @Override
    public boolean sendsResolved() {
        return settings.sendResolved();
    }

    @Override
    public boolean takes(Message.Item alert) {
        return alert.severity().equals(settings.severity());
    }

    @Override
    public Delivery deliver(Notification notification) {
        Duration each = Duration.ofSeconds(20).dividedBy(settings.to().size());
        for (String number : settings.to()) {
            Delivery delivery = http.post(notification, post(notification, number, each));
            if (!(delivery instanceof Delivery.Delivered)) {
                return delivery;
            }
        }
        return new Delivery.Delivered();
    }

    private HttpDelivery.Post post(Notification notification, String number, Duration timeout) {
        String pair = settings.account() + ":" + settings.token();
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new HttpDelivery.Post(
                settings.url(),
                "application/x-www-form-urlencoded",
                "To=" + encoded(number) + "&From=" + encoded(settings.from()) + "&Body=" + encoded(text(notification)),
                Map.of("Authorization", "Basic " + basic),
                timeout,
                HttpSettings.DEFAULT);
    }

    private static String text(Notification notification) {
        Message message = notification.message();
        String text =
                notification.title() + ": " + message.text(message.alerts().getFirst());
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
