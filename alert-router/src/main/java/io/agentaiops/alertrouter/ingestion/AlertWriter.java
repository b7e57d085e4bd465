package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.eventbus.Saturation;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The way in for whoever waits for an answer. Requests that come at the same time share one commit. Few alerts are applied
 * in it at once, so that they are told of without delay; many, or few again and again, or any while older ones wait, are
 * put into the journal, which is as durable and much cheaper, and applied behind it. {@link #write} returns after the commit.
 */
@ApplicationScoped
public class AlertWriter {

    /** Too many alerts wait already; nothing of this request was taken. */
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy(String message) {
            super(message);
        }
    }

    private static final Logger LOG = Logger.getLogger(AlertWriter.class);
    private static final int REQUESTS_AT_ONCE = 256;
    private static final int REQUESTS_WAITING = 4_096;

    /** Alerts of one request, and who waits for them. */
    private record Pending(Arrival arrival, CompletableFuture<Void> done) {}

    private final AlertIntake intake;
    private final ArrivalReader reader;
    private final AlertJournal journal;
    private final JournalFolder folder;
    private final IngestionConfig config;
    private final Clock clock;
    private final Bucket calm;
    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(REQUESTS_WAITING);
    private final Thread thread = Thread.ofVirtual().name("alert-writer").unstarted(this::run);
    private volatile boolean stopped;
    private boolean started;

    AlertWriter(
            AlertIntake intake,
            ArrivalReader reader,
            AlertJournal journal,
            JournalFolder folder,
            IngestionConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.intake = intake;
        this.reader = reader;
        this.journal = journal;
        this.folder = folder;
        this.config = config;
        this.clock = clock;
        Saturation.watch(metrics, "alert-requests", queue);
        this.calm = Bucket.builder()
                .addLimit(limit -> limit.capacity(config.applyAtMost())
                        .refillGreedy(config.applyPerSecond(), Duration.ofSeconds(1)))
                .build();
    }

    /** Takes the alerts; returns when they can't be lost any more. Throws {@link Busy} when there are too many. */
    public void write(Arrival arrival) {
        if (arrival.alerts() == 0) {
            return;
        }
        if (folder.waiting() > config.journalAtMost()) {
            throw new Busy(folder.waiting() + " alerts wait already");
        }
        Pending pending = new Pending(arrival, new CompletableFuture<>());
        start();
        if (!queue.offer(pending)) {
            throw new Busy(REQUESTS_WAITING + " requests wait already");
        }
        try {
            pending.done().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("alerts not stored", e.getCause());
        }
    }

    private synchronized void start() {
        if (!started) {
            started = true;
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void run() {
        List<Pending> round = new ArrayList<>();
        while (!stopped || !queue.isEmpty()) {
            try {
                Pending first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    round.add(first);
                    queue.drainTo(round, REQUESTS_AT_ONCE);
                    store(round);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                round.clear();
            }
        }
    }

    private void store(List<Pending> round) {
        List<Arrival> arrivals = round.stream().map(Pending::arrival).toList();
        int count = arrivals.stream().mapToInt(Arrival::alerts).sum();
        try {
            if (folder.waiting() == 0 && calm.tryConsume(count)) {
                List<Alert> alerts = arrivals.stream()
                        .flatMap(arrival -> arrival.read(reader).stream())
                        .toList();
                QuarkusTransaction.requiringNew().run(() -> intake.accept(alerts));
            } else {
                QuarkusTransaction.requiringNew().run(() -> journal.append(arrivals, clock.instant()));
                folder.appended(count);
            }
            round.forEach(pending -> pending.done().complete(null));
        } catch (RuntimeException e) {
            LOG.warnf("alerts not stored requests=%d reason=%s", round.size(), e.getMessage());
            round.forEach(pending -> pending.done().completeExceptionally(e));
        }
    }
}
