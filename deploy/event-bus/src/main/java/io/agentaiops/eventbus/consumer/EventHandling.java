package io.agentaiops.eventbus.consumer;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventbus.codec.TraceContext;
import io.agentaiops.eventcontracts.Event;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Calls one handler for one event, in its request context, its span and, where it has one, its transaction. */
@ApplicationScoped
class EventHandling {

    private final InboxStore inbox;
    private final TraceContext traces;
    private final BusMetrics metrics;

    EventHandling(InboxStore inbox, TraceContext traces, BusMetrics metrics) {
        this.inbox = inbox;
        this.traces = traces;
        this.metrics = metrics;
    }

    /** Handles the event once: inbox row and effect commit together. */
    void once(Subscriptions.Handler<Event> handler, Event event, EventMetadata meta) {
        String outcome = observed(
                meta.type(),
                meta.traceParent(),
                () -> QuarkusTransaction.requiringNew().call(() -> {
                    if (!inbox.firstTime(meta.id())) {
                        return "repeated";
                    }
                    handler.handle(event, meta);
                    return "handled";
                }));
        metrics.event(meta.type(), outcome);
    }

    /** Handles what came together, without inbox and transaction; each event that is traced has a span of its own. */
    void together(String type, List<Received<Event>> events, Subscriptions.BatchHandler<Event> handler) {
        List<Span> spans = events.stream()
                .map(event -> traces.startHandling(type, event.meta().traceParent()))
                .toList();
        boolean handled = false;
        try {
            observed(type, Span.getInvalid(), () -> {
                handler.handle(events);
                return true;
            });
            handled = true;
        } finally {
            for (Span span : spans) {
                if (!handled) {
                    span.setStatus(StatusCode.ERROR);
                }
                span.end();
            }
        }
    }

    /** Handles without inbox and transaction. */
    <T> T observed(String type, @Nullable String traceParent, Callable<T> handling) {
        return observed(type, traces.startHandling(type, traceParent), handling);
    }

    private <T> T observed(String type, Span span, Callable<T> handling) {
        ManagedContext request = Arc.container().requestContext();
        long start = System.nanoTime();
        request.activate();
        try (Scope ignored = span.makeCurrent()) {
            return handling.call();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            throw e;
        } catch (Exception e) {
            span.setStatus(StatusCode.ERROR);
            throw new IllegalStateException(e);
        } finally {
            request.terminate();
            span.end();
            metrics.took(type, Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
