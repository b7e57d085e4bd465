package io.agentaiops.eventcontracts.trace;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.util.List;

/**
 * Spans of a service that ended lately.
 *
 * @param service which service
 * @param spans in the order of their end
 */
public record SpansRecorded(String service, List<RecordedSpan> spans) implements Event {

    public SpansRecorded {
        Require.text(service, "service");
        spans = List.copyOf(spans);
    }

    @Override
    public String key() {
        return service;
    }
}
