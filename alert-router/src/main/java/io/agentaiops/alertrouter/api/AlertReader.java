package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.routing.Route;
import io.agentaiops.alertrouter.routing.RouteTree;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.Silencer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks up alerts, one by one and in their groups. */
@ApplicationScoped
class AlertReader {

    /** A group as Alertmanager's API shows it. */
    record GroupView(
            Labels labels, Map<String, String> routeLabels, AlertView.ReceiverName receiver, List<AlertView> alerts) {}

    private final AlertStore alerts;
    private final CurrentConfig config;
    private final Silencer silencer;
    private final Clock clock;

    AlertReader(AlertStore alerts, CurrentConfig config, Silencer silencer, Clock clock) {
        this.alerts = alerts;
        this.config = config;
        this.silencer = silencer;
        this.clock = clock;
    }

    /** Alerts that last, sorted by fingerprint. */
    List<AlertView> alerts(AlertFilter filter) {
        RouteTree routes = config.get().routes();
        List<Silence> silences = silencer.active();
        return alerts.lasting(clock.instant()).stream()
                .map(alert -> AlertView.of(alert, routes, silences))
                .filter(filter::keeps)
                .toList();
    }

    /** The same alerts, once for each route that takes them. */
    List<GroupView> groups(AlertFilter filter) {
        Map<String, GroupView> groups = new LinkedHashMap<>();
        for (AlertView alert : alerts(filter)) {
            for (Route route : config.get().routes().match(alert.labels())) {
                if (filter.keepsReceiver(route.receiver())) {
                    Labels labels = route.groupLabels(alert.labels());
                    groups.computeIfAbsent(
                                    route.id() + "\n" + labels,
                                    key -> new GroupView(
                                            labels,
                                            Map.of(),
                                            new AlertView.ReceiverName(route.receiver()),
                                            new ArrayList<>()))
                            .alerts()
                            .add(alert);
                }
            }
        }
        return List.copyOf(groups.values());
    }
}
