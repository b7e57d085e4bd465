package io.agentaiops.alertrouter.alert;

import io.agentaiops.eventbus.codec.TraceContext;
import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/**
 * The trace of an alert, from where it is heard of to where people are told: its id comes from the alert's fingerprint and
 * the second in which it began, so that nothing has to be kept for it while its group waits. In a storm not every alert
 * has spans, as tracing it would cost more than routing it.
 */
@ApplicationScoped
public class AlertTraces {

    /** Alerts of one transaction, or of one notification, that have spans. */
    private static final int TRACED = 20;

    private final TraceContext traces;

    AlertTraces(TraceContext traces) {
        this.traces = traces;
    }

    /** Alerts came into another state: a span in the trace of each. */
    public void changed(Collection<StoredAlert> alerts, Instant since) {
        alerts.stream().limit(TRACED).forEach(stored -> {
            String fingerprint = stored.fingerprint().value();
            traces.startPast(
                            "alert " + stored.state().name().toLowerCase(Locale.ROOT),
                            of(fingerprint, stored.alert().startsAt()),
                            since)
                    .setAttribute("aiops.alert.fingerprints", fingerprint)
                    .end();
        });
    }

    /** The {@code traceparent} of whatever is done about that alert. */
    public static String of(String fingerprint, Instant startsAt) {
        return TraceContext.ofSubject("alert:" + fingerprint + ":" + startsAt.getEpochSecond());
    }

    /** Starts the span of telling somebody of alerts, in the trace of the first of them. */
    public Span startTelling(String name, String fingerprint, Instant startsAt, Collection<String> all) {
        return traces.startWork(name, of(fingerprint, startsAt))
                .setAttribute(
                        "aiops.alert.fingerprints",
                        String.join(",", all.stream().limit(TRACED).toList()));
    }
}
