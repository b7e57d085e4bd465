package io.agentaiops.eventcontracts.audit;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.Map;

/**
 * Somebody did, or tried to do, something that must be accounted for. Redacted before it is published.
 *
 * @param actor who: a principal, or a service
 * @param action what, as {@code area.verb}, such as {@code tool.execute}
 * @param resource on what
 * @param outcome allowed, denied, succeeded, failed, ...
 * @param details further facts
 * @param at when
 */
public record AuditRecorded(
        String actor, String action, String resource, String outcome, Map<String, String> details, Instant at)
        implements Event {

    public AuditRecorded {
        Require.text(actor, "actor");
        Require.text(action, "action");
        Require.text(resource, "resource");
        Require.text(outcome, "outcome");
        details = Map.copyOf(details);
        requireNonNull(at, "at");
    }

    @Override
    public String key() {
        return actor;
    }
}
