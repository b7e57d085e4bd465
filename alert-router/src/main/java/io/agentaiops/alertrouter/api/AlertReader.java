package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.alert.AlertRow;
import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.ingestion.Inhibitor;
import io.agentaiops.alertrouter.inhibition.Inhibitions;
import io.agentaiops.alertrouter.routing.Route;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.Silencer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
    private final Inhibitor inhibitor;
    private final Clock clock;

    AlertReader(AlertStore alerts, CurrentConfig config, Silencer silencer, Inhibitor inhibitor, Clock clock) {
        this.alerts = alerts;
        this.config = config;
        this.silencer = silencer;
        this.inhibitor = inhibitor;
        this.clock = clock;
    }

    /** What holds while one request is answered. */
    private record Moment(AlertingConfig config, List<Silence> silences, Inhibitions inhibitions) {

        AlertView.Status status(Labels labels) {
            return AlertView.Status.of(
                    Silencer.covering(silences, labels),
                    inhibitions.inhibitor(labels).map(Fingerprint::value).stream()
                            .toList());
        }
    }

    /** Alerts that last, sorted by fingerprint. */
    List<AlertView> alerts(AlertFilter filter) {
        Instant now = clock.instant();
        Moment moment = new Moment(config.get(), silencer.active(), inhibitor.current(now));
        Map<List<Route>, List<AlertView.ReceiverName>> names = new HashMap<>();
        List<AlertView> views = new ArrayList<>();
        for (AlertRow row : alerts.rows(now)) {
            List<Route> routes = moment.config().routes().match(row.labels());
            if (routes.stream()
                    .anyMatch(route -> filter.keepsReceiver(moment.config().receiver(route.receiver())))) {
                AlertView view = AlertView.of(
                        row, names.computeIfAbsent(routes, AlertReader::receivers), moment.status(row.labels()));
                if (filter.keeps(view)) {
                    views.add(view);
                }
            }
        }
        return views;
    }

    private static List<AlertView.ReceiverName> receivers(List<Route> routes) {
        return routes.stream()
                .map(route -> new AlertView.ReceiverName(route.receiver()))
                .distinct()
                .toList();
    }

    /** The same alerts, once for each route that takes them; groups sorted by labels, then receiver. */
    List<GroupView> groups(AlertFilter filter) {
        Instant now = clock.instant();
        AlertingConfig current = config.get();
        Map<String, GroupView> groups = new LinkedHashMap<>();
        for (AlertView alert : alerts(filter)) {
            for (Route route : current.routes().match(alert.labelSet())) {
                List<String> muting = current.intervals()
                        .muting(route.times().mute(), route.times().active(), now);
                if (filter.keepsReceiver(current.receiver(route.receiver()))
                        && (muting.isEmpty() || filter.keepsMuted())) {
                    add(groups, route, muting.isEmpty() ? alert : alert.mutedBy(muting));
                }
            }
        }
        return groups.values().stream()
                .sorted(Comparator.comparing((GroupView group) -> group.labels().toString())
                        .thenComparing(group -> group.receiver().name()))
                .toList();
    }

    private static void add(Map<String, GroupView> groups, Route route, AlertView alert) {
        Labels labels = route.groupLabels(alert.labelSet());
        groups.computeIfAbsent(
                        route.id() + "\n" + labels,
                        key -> new GroupView(
                                labels,
                                route.labels(),
                                new AlertView.ReceiverName(route.receiver()),
                                new ArrayList<>()))
                .alerts()
                .add(alert);
    }
}
