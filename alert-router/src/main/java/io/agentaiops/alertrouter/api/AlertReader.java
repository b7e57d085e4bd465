package io.agentaiops.alertrouter.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Looks up alerts, one by one and in their groups. */
@ApplicationScoped
class AlertReader {

    /** The status of an alert that nothing suppresses. */
    private static final byte[] ACTIVE = "{\"state\":\"active\",\"silencedBy\":[],\"inhibitedBy\":[],\"mutedBy\":[]}"
            .getBytes(StandardCharsets.UTF_8);

    /** A group as Alertmanager's API shows it. */
    record GroupView(
            Labels labels, Map<String, String> routeLabels, AlertView.ReceiverName receiver, List<AlertView> alerts) {}

    private static final int LISTS_AT_ONCE = 2;

    private final LastingAlerts lasting;
    private final CurrentConfig config;
    private final Semaphore lists = new Semaphore(LISTS_AT_ONCE, true);
    private final Silencer silencer;
    private final Inhibitor inhibitor;
    private final ObjectMapper json;
    private final Clock clock;

    AlertReader(
            LastingAlerts lasting,
            CurrentConfig config,
            Silencer silencer,
            Inhibitor inhibitor,
            ObjectMapper json,
            Clock clock) {
        this.lasting = lasting;
        this.config = config;
        this.silencer = silencer;
        this.inhibitor = inhibitor;
        this.json = json;
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

    /** Takes an alert that is to be shown, with its routes. */
    @FunctionalInterface
    private interface Show {
        void alert(ShownAlert alert, List<Route> routes, AlertView.Status status);
    }

    /** Shows the alerts that last and that the filter keeps, sorted by fingerprint. */
    private void each(AlertFilter filter, AlertingConfig current, Show show) {
        Instant now = clock.instant();
        Moment moment = new Moment(current, silencer.active(), inhibitor.current(now));
        IdentityHashMap<Route, Boolean> kept = new IdentityHashMap<>();
        lasting.each(now, alert -> {
            Labels labels = alert.row().labels();
            List<Route> routes = moment.config().routes().match(labels);
            if (routes.stream()
                    .anyMatch(route -> kept.computeIfAbsent(
                            route, one -> filter.keepsReceiver(moment.config().receiver(one.receiver()))))) {
                AlertView.Status status = moment.status(labels);
                if (filter.keeps(labels, status)) {
                    show.alert(alert, routes, status);
                }
            }
        });
    }

    /**
     * The alerts as a JSON array of {@link AlertView}s, in UTF-8. Throws {@link IllegalArgumentException} when they are too
     * many to be listed at once.
     */
    byte[] alerts(AlertFilter filter) {
        // Lists may be large; those of a few readers at once must leave room for what is to be told.
        lists.acquireUninterruptibly();
        try {
            return list(filter);
        } finally {
            lists.release();
        }
    }

    private byte[] list(AlertFilter filter) {
        AlertJson all = new AlertJson();
        IdentityHashMap<Route, byte[]> ofOne = new IdentityHashMap<>();
        each(filter, config.get(), (alert, routes, status) -> {
            byte[] receivers = routes.size() == 1
                    ? ofOne.computeIfAbsent(routes.getFirst(), route -> write(receivers(routes)))
                    : write(receivers(routes));
            all.add(alert, receivers, status.isActive() ? ACTIVE : write(status));
        });
        return all.bytes();
    }

    private byte[] write(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
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
        each(filter, current, (shown, routes, status) -> {
            AlertView alert = AlertView.of(shown.row(), receivers(routes), status);
            for (Route route : routes) {
                List<String> muting = current.intervals()
                        .muting(route.times().mute(), route.times().active(), now);
                if (filter.keepsReceiver(current.receiver(route.receiver()))
                        && (muting.isEmpty() || filter.keepsMuted())) {
                    add(groups, route, muting.isEmpty() ? alert : alert.mutedBy(muting));
                }
            }
        });
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
