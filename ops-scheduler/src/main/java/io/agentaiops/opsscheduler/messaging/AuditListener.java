package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import io.agentaiops.opsscheduler.audit.AuditLedger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hears who did what, for the ledger. */
@ApplicationScoped
class AuditListener {

    private static final String TRACE = "trace";
    /** W3C Trace Context: version, trace, parent, flags. */
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private final AuditLedger ledger;

    AuditListener(AuditLedger ledger) {
        this.ledger = ledger;
    }

    void listen(@Observes Subscriptions on) {
        // A poll at a time: the chain has one writer, who writes what waits in one transaction. Known ids change
        // nothing.
        on.batch(AuditRecorded.class, this::recorded);
    }

    private void recorded(List<Received<AuditRecorded>> events) {
        ledger.appendAll(events.stream().map(AuditListener::fact).toList());
    }

    private static AuditLedger.Fact fact(Received<AuditRecorded> received) {
        AuditRecorded event = received.event();
        EventMetadata meta = received.meta();
        return new AuditLedger.Fact(
                meta.id(),
                meta.source(),
                event.actor(),
                event.action(),
                event.resource(),
                event.outcome(),
                traced(event.details(), meta.traceParent()),
                event.at());
    }

    /** The trace stands among the details, and so under the hash: what else happened on that way is found by it. */
    private static Map<String, String> traced(Map<String, String> details, @Nullable String traceParent) {
        Matcher trace = TRACE_PARENT.matcher(traceParent == null ? "" : traceParent);
        if (!trace.matches() || details.containsKey(TRACE)) {
            return details;
        }
        Map<String, String> traced = new HashMap<>(details);
        traced.put(TRACE, trace.group(1));
        return traced;
    }
}
