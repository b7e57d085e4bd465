package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.alert.LastingAlertStore;
import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells before a silence ends what will be told again then: those whom the routes name for the alerts that it covers, or the
 * first route's receiver when it covers none. Each end is told of once.
 */
@ApplicationScoped
class SilenceReminder {

    private static final String NAME = "SilenceEnds";

    private final SilenceStore store;
    private final LastingAlertStore alerts;
    private final CurrentConfig config;
    private final NotificationQueue queue;
    private final SilencePolicyConfig policy;
    private final Clock clock;

    SilenceReminder(
            SilenceStore store,
            LastingAlertStore alerts,
            CurrentConfig config,
            NotificationQueue queue,
            SilencePolicyConfig policy,
            Clock clock) {
        this.store = store;
        this.alerts = alerts;
        this.config = config;
        this.queue = queue;
        this.policy = policy;
        this.clock = clock;
    }

    /** Reminds of those that end soon; the mark and the notifications commit together. */
    @Transactional
    void remind() {
        Instant now = clock.instant();
        List<Silence> ending = store.markEnding(now, policy.remindBefore());
        if (ending.isEmpty()) {
            return;
        }
        ending.forEach(silence -> remind(silence, now));
    }

    private void remind(Silence silence, Instant now) {
        AlertingConfig current = config.get();
        AtomicInteger covered = new AtomicInteger();
        Set<String> receivers = new TreeSet<>();
        alerts.eachLasting(now, alert -> {
            if (silence.matchers().matches(alert.labels())) {
                covered.incrementAndGet();
                current.routes().match(alert.labels()).forEach(route -> receivers.add(route.receiver()));
            }
        });
        if (receivers.isEmpty()) {
            receivers.add(current.routes().root().receiver());
        }
        for (String name : receivers) {
            queue.plan(new NotificationQueue.Plan(
                    current.receiver(name),
                    message(silence, covered.get(), name, now),
                    "silence:" + silence.id(),
                    silence.endsAt().toEpochMilli()));
        }
    }

    private static Message message(Silence silence, int covered, String receiver, Instant now) {
        Labels labels = Labels.of(Map.of(Labels.ALERT_NAME, NAME, Labels.SEVERITY, "info"));
        Duration left = Duration.between(now, silence.endsAt());
        String summary = "Silence %s of %s ends in %d min: %s"
                .formatted(
                        silence.matchers(),
                        silence.setBy().isEmpty() ? silence.createdBy() : silence.setBy(),
                        Math.max(1, left.toMinutes()),
                        covered == 0
                                ? "it covers nothing now"
                                : covered + (covered == 1 ? " alert" : " alerts") + " will be told again");
        return Message.onRequest(
                receiver,
                "silence:" + silence.id(),
                labels,
                Map.of("summary", summary, "description", summary + ". It was set for: " + silence.comment()),
                now);
    }
}
