package io.agentaiops.eventbus.trace;

import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventbus.Saturation;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.trace.SpansRecorded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the spans of the service in batches from a thread of its own. When more end than can be sent, the newest are
 * dropped and counted: nothing that is traced ever waits for its trace.
 *
 * <p>No proxy stands before it: the SDK outlives the beans, and a proxy that it asks to end would make another one.
 */
@Singleton
class SpanShipping implements SpanProcessor {

    private static final Logger LOG = Logger.getLogger(SpanShipping.class);

    /** Spans in an event: far below what Kafka takes as one record. */
    private static final int BATCH = 128;

    /** So long the first span of a batch waits for others. */
    private static final long GATHER_MS = 500;

    private final DirectPublisher publisher;
    private final ServiceIdentity identity;
    private final Redaction redaction;
    private final TraceConfig config;
    private final SpanBudget budget;
    private final Counter sampledOut;
    private final Counter dropped;
    private final Counter shipped;
    private final BlockingQueue<SpanData> queue;
    private @Nullable Thread thread;

    SpanShipping(
            DirectPublisher publisher,
            ServiceIdentity identity,
            Redaction redaction,
            TraceConfig config,
            MeterRegistry metrics) {
        this.publisher = publisher;
        this.identity = identity;
        this.redaction = redaction;
        this.config = config;
        this.budget = new SpanBudget(config.ratio(), config.perSecond(), System::nanoTime);
        this.queue = new ArrayBlockingQueue<>(config.queue());
        this.dropped = Counter.builder("aiops.trace.spans.dropped")
                .description("spans that found no room in the queue")
                .register(metrics);
        this.sampledOut = Counter.builder("aiops.trace.spans.sampled.out")
                .description("spans of traces that are not kept, by their ratio or because too many ended")
                .register(metrics);
        this.shipped = Counter.builder("aiops.trace.spans.shipped")
                .description("spans that were handed over to be kept")
                .register(metrics);
        Saturation.watch(metrics, "span-shipping", queue);
    }

    void start(@Observes StartupEvent event) {
        if (config.keep()) {
            thread = Thread.ofPlatform().name("span-shipping").daemon().start(this::ship);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (config.keep() && span.getSpanContext().isSampled()) {
            SpanData data = span.toSpanData();
            boolean wentWrong = data.getStatus().getStatusCode() == StatusCode.ERROR;
            if (!budget.takes(data.getTraceId(), wentWrong)) {
                sampledOut.increment();
            } else if (!queue.offer(data)) {
                dropped.increment();
            }
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    private void ship() {
        List<SpanData> batch = new ArrayList<>(BATCH);
        try {
            while (true) {
                batch.add(queue.take());
                gather(batch);
                send(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            queue.drainTo(batch, BATCH);
            if (!batch.isEmpty()) {
                send(batch);
            }
        }
    }

    private void gather(List<SpanData> batch) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MS);
        while (batch.size() < BATCH) {
            SpanData next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
        }
    }

    private void send(List<SpanData> batch) {
        try {
            publisher.send(new SpansRecorded(
                    identity.service(),
                    batch.stream()
                            .map(span -> SpanForm.of(span, redaction::redact))
                            .toList()));
            shipped.increment(batch.size());
        } catch (RuntimeException e) {
            // The thread must go on: what comes next may be sent again.
            dropped.increment(batch.size());
            LOG.debugf(e, "spans are lost count=%d", batch.size());
        }
    }
}
