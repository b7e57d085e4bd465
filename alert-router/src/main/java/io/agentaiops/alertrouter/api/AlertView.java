package io.agentaiops.alertrouter.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.routing.RouteTree;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.Silencer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An alert as Alertmanager's API shows it; names and meanings are Alertmanager's. */
record AlertView(
        Labels labels,
        Map<String, String> annotations,
        @JsonProperty("generatorURL") String generatorUrl,
        List<ReceiverName> receivers,
        String fingerprint,
        Instant startsAt,
        Instant updatedAt,
        Instant endsAt,
        Status status) {

    /** A receiver by name. */
    record ReceiverName(String name) {}

    /** The state and what caused it. */
    record Status(String state, List<UUID> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {}

    static AlertView of(StoredAlert stored, RouteTree routes, List<Silence> silences) {
        var alert = stored.alert();
        List<UUID> silencedBy = Silencer.covering(silences, alert.labels());
        return new AlertView(
                alert.labels(),
                alert.annotations(),
                alert.generatorUrl(),
                routes.match(alert.labels()).stream()
                        .map(route -> new ReceiverName(route.receiver()))
                        .distinct()
                        .toList(),
                stored.fingerprint().value(),
                alert.startsAt(),
                alert.updatedAt(),
                alert.endsAt(),
                new Status(silencedBy.isEmpty() ? "active" : "suppressed", silencedBy, List.of(), List.of()));
    }
}
