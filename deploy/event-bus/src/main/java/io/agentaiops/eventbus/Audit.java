package io.agentaiops.eventbus;

import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** Records what must be accounted for, in the transaction of what it tells of. */
@ApplicationScoped
public class Audit {

    private final Outbox outbox;
    private final Redaction redaction;
    private final Clock clock;

    Audit(Outbox outbox, Redaction redaction, Clock clock) {
        this.outbox = outbox;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * Records one action, redacted.
     *
     * @param actor who: a principal or a service
     * @param action what, as {@code area.verb}
     * @param resource on what
     * @param outcome how it ended, such as {@code allowed}, {@code denied}, {@code succeeded}, {@code failed}
     * @param details further facts
     */
    public void record(String actor, String action, String resource, String outcome, Map<String, String> details) {
        Map<String, String> redacted = new TreeMap<>();
        details.forEach((name, value) -> redacted.put(name, redaction.redact(value)));
        outbox.publish(
                new AuditRecorded(actor, action, redaction.redact(resource), outcome, redacted, clock.instant()));
    }
}
