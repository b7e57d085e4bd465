package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.trace.RecordedSpan;
import io.agentaiops.eventcontracts.trace.SpansRecorded;
import io.agentaiops.opsscheduler.trace.SpanArchive;
import io.agentaiops.opsscheduler.trace.StoredSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;

/** Hears the spans of every service. While OpenSearch is away they wait in the topic. */
@ApplicationScoped
class SpanListener {

    private final SpanArchive archive;

    SpanListener(SpanArchive archive) {
        this.archive = archive;
    }

    void listen(@Observes Subscriptions on) {
        on.batch(SpansRecorded.class, this::recorded);
    }

    void recorded(List<Received<SpansRecorded>> events) throws IOException {
        archive.store(events.stream()
                .map(Received::event)
                .flatMap(event -> event.spans().stream().map(span -> stored(event.service(), span)))
                .toList());
    }

    private static StoredSpan stored(String service, RecordedSpan span) {
        return new StoredSpan(
                service,
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                span.name(),
                span.kind(),
                span.start(),
                span.durationNanos(),
                span.error(),
                span.attributes());
    }
}
