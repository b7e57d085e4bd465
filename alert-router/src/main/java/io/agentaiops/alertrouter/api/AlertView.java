package io.agentaiops.alertrouter.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.agentaiops.alertrouter.alert.AlertRow;
import io.agentaiops.alertrouter.alert.Labels;
import java.util.List;
import java.util.UUID;

/**
 * An alert as Alertmanager's API shows it; names and meanings are Alertmanager's.
 *
 * @param labelSet the labels to be looked into; shown is their text
 */
record AlertView(
        @JsonIgnore Labels labelSet,
        @JsonRawValue String labels,
        @JsonRawValue String annotations,
        @JsonProperty("generatorURL") String generatorUrl,
        List<ReceiverName> receivers,
        String fingerprint,
        String startsAt,
        String updatedAt,
        String endsAt,
        Status status) {

    /** A receiver by name. */
    record ReceiverName(String name) {}

    /** The state and what caused it. */
    record Status(String state, List<UUID> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {

        private static final Status ACTIVE = new Status("active", List.of(), List.of(), List.of());

        static Status of(List<UUID> silencedBy, List<String> inhibitedBy) {
            return silencedBy.isEmpty() && inhibitedBy.isEmpty()
                    ? ACTIVE
                    : new Status("suppressed", silencedBy, inhibitedBy, List.of());
        }

        @JsonIgnore
        boolean isActive() {
            return silencedBy.isEmpty() && inhibitedBy.isEmpty();
        }
    }

    static AlertView of(AlertRow row, List<ReceiverName> receivers, Status status) {
        return new AlertView(
                row.labels(),
                row.labelsJson(),
                row.annotationsJson(),
                row.generatorUrl(),
                receivers,
                row.fingerprint(),
                WireTime.print(row.startsAt()),
                WireTime.print(row.updatedAt()),
                WireTime.print(row.endsAt()),
                status);
    }

    /** The same alert in a group whose route is mute because of these intervals. */
    AlertView mutedBy(List<String> intervals) {
        return new AlertView(
                labelSet,
                labels,
                annotations,
                generatorUrl,
                receivers,
                fingerprint,
                startsAt,
                updatedAt,
                endsAt,
                new Status(status.state(), status.silencedBy(), status.inhibitedBy(), intervals));
    }
}
