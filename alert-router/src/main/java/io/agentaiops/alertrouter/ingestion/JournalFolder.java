package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.timing.Backlog;
import io.agentaiops.alertrouter.timing.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Applies what stands in the journal, in its order, and deletes it in the same transaction. Finds too what a killed replica
 * left there. While more is being accepted it rests between its rounds: taking alerts in goes before applying them. The
 * rest ends when nothing more comes.
 */
@ApplicationScoped
class JournalFolder {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration REST_AT_MOST = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofMillis(20);
    private static final int REST_PER_WORK = 2;
    private static final int LATE = 3_000;

    private final AlertJournal journal;
    private final AlertIntake intake;
    private final Backlog backlog;
    private final IngestionConfig config;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong appends = new AtomicLong();
    private volatile @Nullable Ticker ticker;

    /** {@link System#nanoTime()} before which no round begins; read and set by the ticker's thread alone. */
    private long restUntil = System.nanoTime();

    private long appendsSeen;

    JournalFolder(
            AlertJournal journal, AlertIntake intake, Backlog backlog, IngestionConfig config, MeterRegistry metrics) {
        this.journal = journal;
        this.intake = intake;
        this.backlog = backlog;
        backlog.add(waiting::get);
        this.config = config;
        Gauge.builder("aiops.alert.router.journal.alerts", waiting, AtomicLong::doubleValue)
                .description("alerts accepted and not yet applied")
                .register(metrics);
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        waiting.set(journal.depth());
        ticker = Ticker.start("journal-folder", this::pause, this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }

    /** How many alerts wait, as far as this replica knows. */
    long waiting() {
        return waiting.get();
    }

    /** More was committed to the journal. */
    void appended(int alerts) {
        waiting.addAndGet(alerts);
        appends.incrementAndGet();
        Ticker running = ticker;
        if (running != null) {
            running.wake();
        }
    }

    private Duration pause() {
        long rest = restUntil - System.nanoTime();
        return rest <= 0 ? LOOK_EVERY : rest < QUIET.toNanos() ? Duration.ofNanos(rest) : QUIET;
    }

    private boolean round() {
        long begin = System.nanoTime();
        long before = appends.get();
        boolean quiet = before == appendsSeen;
        appendsSeen = before;
        if (begin - restUntil < 0 && !quiet) {
            return false;
        }
        boolean more = fold();
        backlog.less();
        long end = System.nanoTime();
        if (!more || appends.get() == before) {
            return more;
        }
        restUntil = end + Math.min(REST_PER_WORK * (end - begin), REST_AT_MOST.toNanos());
        return false;
    }

    private boolean fold() {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!journal.mayFold()) {
                // Another replica folds; it may have emptied what we counted.
                waiting.set(journal.depth());
                return false;
            }
            long before = waiting.get();
            List<AlertJournal.Batch> batches = journal.oldest(config.foldAtOnce());
            if (batches.isEmpty()) {
                // Unless more was appended meanwhile.
                waiting.compareAndSet(before, 0);
                return false;
            }
            List<Alert> alerts =
                    batches.stream().flatMap(batch -> batch.alerts().stream()).toList();
            intake.accept(alerts);
            journal.delete(batches);
            waiting.updateAndGet(known -> Math.max(0, known - alerts.size()));
            return true;
        });
    }
}
