package io.agentaiops.alertrouter.notification.webhook;

import io.agentaiops.alertrouter.notification.http.HttpSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One entry under {@code webhook_configs}.
 *
 * @param url where to
 * @param sendResolved whether it is told when alerts are over
 * @param maxAlerts how many alerts a body holds at most; 0: all
 * @param timeout how long a request may take
 * @param headers further headers; secret
 * @param http how requests are made
 */
record WebhookSettings(
        URI url,
        boolean sendResolved,
        int maxAlerts,
        Duration timeout,
        Map<String, String> headers,
        HttpSettings http) {

    WebhookSettings {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "WebhookSettings[" + url.getHost() + "]";
    }
}
