package io.agentaiops.alertrouter.operation;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code alerts.summary}: what fired in a window of time, and whether people were reached. */
@ApplicationScoped
class AlertsSummary implements CapabilityHandler {

    private static final int COUNTED = 10_000;
    private static final Duration WEEK = Duration.ofDays(7);

    private final AlertStore alerts;
    private final NotificationQueue queue;
    private final Clock clock;

    AlertsSummary(AlertStore alerts, NotificationQueue queue, Clock clock) {
        this.alerts = alerts;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.ALERTS_SUMMARY;
    }

    @Override
    public Finding perform(Operation operation) {
        Instant since = clock.instant().minus(operation.arguments().duration("window", WEEK));
        List<StoredAlert> heard = alerts.heardSince(since, COUNTED);
        long lasting = heard.stream()
                .filter(alert -> alert.state() != AlertState.RESOLVED)
                .count();
        long delivered = queue.count("delivered", since);
        long dead = queue.count("dead", since);
        return Finding.good(
                heard.size() + " alerts, " + lasting + " of them last; " + delivered + " notifications delivered, "
                        + dead + " given up",
                Map.of(
                        "since", since.toString(),
                        "alerts", heard.size(),
                        "lasting", lasting,
                        "bySeverity", counts(heard, Labels.SEVERITY),
                        "byName", counts(heard, Labels.ALERT_NAME),
                        "notifications", Map.of("delivered", delivered, "dead", dead)));
    }

    private static Map<String, Long> counts(List<StoredAlert> alerts, String label) {
        return alerts.stream()
                .collect(Collectors.groupingBy(
                        alert -> alert.alert().labels().get(label), TreeMap::new, Collectors.counting()));
    }
}
