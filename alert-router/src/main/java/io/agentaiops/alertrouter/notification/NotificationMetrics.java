package io.agentaiops.alertrouter.notification;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;

/** Attempts to notify, by channel and outcome. */
@ApplicationScoped
class NotificationMetrics {

    private static final String ATTEMPTS = "aiops.alert.router.notification.attempts";
    private static final List<String> OUTCOMES = List.of("delivered", "retried", "dead");

    private final MeterRegistry registry;

    NotificationMetrics(MeterRegistry registry, Instance<Channel> channels) {
        this.registry = registry;
        channels.forEach(channel -> OUTCOMES.forEach(outcome -> count(channel.name(), outcome, 0)));
    }

    void attempted(String channel, String outcome) {
        count(channel, outcome, 1);
    }

    private void count(String channel, String outcome, int amount) {
        registry.counter(ATTEMPTS, "channel", channel, "outcome", outcome).increment(amount);
    }
}
