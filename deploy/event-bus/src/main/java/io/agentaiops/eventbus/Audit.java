package io.agentaiops.eventbus;

import io.agentaiops.eventbus.access.CallerAddress;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** Records what must be accounted for, in the transaction of what it tells of. */
@ApplicationScoped
public class Audit {

    private static final String ADDRESS = "address";

    private final Outbox outbox;
    private final Redaction redaction;
    private final CallerAddress caller;
    private final Clock clock;

    Audit(Outbox outbox, Redaction redaction, CallerAddress caller, Clock clock) {
        this.outbox = outbox;
        this.redaction = redaction;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Records one action, redacted. While a request is served, the details say from where it came ({@code address}, a
     * pseudonym), unless they say so themselves.
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
        caller.current().ifPresent(address -> redacted.putIfAbsent(ADDRESS, address));
        outbox.publish(
                new AuditRecorded(actor, action, redaction.redact(resource), outcome, redacted, clock.instant()));
    }
}
