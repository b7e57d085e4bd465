package io.agentaiops.alertrouter.ingestion;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.alertrouter.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as Prometheus, Alertmanager and Grafana post it. What is unknown of it is ignored, as Alertmanager does. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PostedAlert(
        @Nullable Map<String, String> labels,
        @Nullable Map<String, String> annotations,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @JsonProperty("generatorURL") @Nullable String generatorUrl) {

    private static final Instant YEAR_TWO = Instant.parse("0002-01-01T00:00:00Z");

    /** Throws as {@link HeardAlert} does, and {@link NullPointerException} when a label or annotation is null. */
    public Alert alert(Instant now, Duration patience) {
        HeardAlert heard = new HeardAlert(
                labels == null ? Map.of() : labels,
                annotations == null ? Map.of() : annotations,
                time(startsAt),
                time(endsAt),
                generatorUrl == null ? "" : generatorUrl);
        return heard.complete(now, patience);
    }

    /** Go's zero time counts as no time. */
    static @Nullable Instant time(@Nullable Instant time) {
        return time == null || time.isBefore(YEAR_TWO) ? null : time;
    }
}
