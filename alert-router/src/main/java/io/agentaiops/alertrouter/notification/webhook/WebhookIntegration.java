package io.agentaiops.alertrouter.notification.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.Delivery;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.Notification;
import java.io.UncheckedIOException;

/** Posts Alertmanager's webhook body. */
final class WebhookIntegration implements Integration {

    private final HttpDelivery http;
    private final ObjectMapper json;
    private final WebhookSettings settings;

    WebhookIntegration(HttpDelivery http, ObjectMapper json, WebhookSettings settings) {
        this.http = http;
        this.json = json;
        this.settings = settings;
    }

    @Override
    public boolean sendsResolved() {
        return settings.sendResolved();
    }

    @Override
    public Delivery deliver(Notification notification) {
        WebhookBody body = WebhookBody.of(notification, settings.maxAlerts());
        try {
            return http.post(
                    notification,
                    new HttpDelivery.Post(
                            settings.url(),
                            "application/json",
                            json.writeValueAsString(body),
                            settings.headers(),
                            settings.timeout(),
                            settings.http()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
