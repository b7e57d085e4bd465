package io.agentaiops.eventcontracts.alert;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody found a condition that people must know of, or says that it is over. Any publisher may send it; repeated
 * for as long as it lasts, or with an end.
 *
 * @param labels what identifies the alert; {@code alertname} is needed, {@code severity} is info, warning or critical
 * @param annotations what explains it: summary, description, runbook
 * @param startsAt since when
 * @param endsAt when it ended or will count as ended; null: until told otherwise
 * @param generatorUrl where it can be looked at
 */
public record AlertRaised(
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable String generatorUrl)
        implements Event {

    public AlertRaised {
        labels = Map.copyOf(labels);
        Require.text(labels.getOrDefault("alertname", ""), "labels.alertname");
        annotations = Map.copyOf(annotations);
        requireNonNull(startsAt, "startsAt");
    }

    @Override
    public String key() {
        return labels.getOrDefault("alertname", "");
    }
}
