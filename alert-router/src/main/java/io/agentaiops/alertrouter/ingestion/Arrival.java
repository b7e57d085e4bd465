package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Alerts that came together and are all right, kept as the text that they came as: what goes into the journal need not be
 * made into objects and back.
 */
public final class Arrival {

    private final byte[] body;
    private final int alerts;
    private final Instant at;
    private final Duration patience;

    /**
     * @param body a JSON array of {@link PostedAlert}s, none of which is wrong; not to be changed any more
     * @param alerts how many
     * @param at when they came
     * @param patience after how long those without an end are over
     */
    Arrival(byte[] body, int alerts, Instant at, Duration patience) {
        this.body = body;
        this.alerts = alerts;
        this.at = at;
        this.patience = patience;
    }

    byte[] body() {
        return body;
    }

    int alerts() {
        return alerts;
    }

    Instant at() {
        return at;
    }

    Duration patience() {
        return patience;
    }

    List<Alert> read(ArrivalReader reader) {
        return reader.alerts(body, at, patience);
    }
}
