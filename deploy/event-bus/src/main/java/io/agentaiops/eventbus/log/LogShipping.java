package io.agentaiops.eventbus.log;

import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventbus.Saturation;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.log.LogRecorded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the service's warnings and errors and what its own code says in passing, redacted, from a thread of its own.
 * When more is logged than can be sent, the newest is dropped and counted: logging never waits for Kafka. What is only
 * said in passing has so much room a second and never takes that of warnings.
 */
@ApplicationScoped
class LogShipping {

    private static final int QUEUE = 1000;
    private static final int MAX_STACK = 8000;
    /** Messages of the level INFO that one second has room for. */
    private static final int IN_PASSING = 50;

    private static final String OWN = "io.agentaiops.";
    /** What these say in passing is about the logs themselves, and would never come to an end. */
    private static final List<String> ABOUT_LOGS =
            List.of("io.agentaiops.eventbus.log", "io.agentaiops.opsscheduler.log");

    /** The message with its parameters, without the stack trace. */
    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    private final DirectPublisher publisher;
    private final ServiceIdentity identity;
    private final Redaction redaction;
    private final Counter dropped;
    private final BlockingQueue<ExtLogRecord> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Handler handler = new Handler();
    private final AtomicLong second = new AtomicLong();
    private final AtomicInteger inPassing = new AtomicInteger();
    private @Nullable Thread thread;

    LogShipping(DirectPublisher publisher, ServiceIdentity identity, Redaction redaction, MeterRegistry metrics) {
        this.publisher = publisher;
        this.identity = identity;
        this.redaction = redaction;
        this.dropped = Counter.builder("aiops.bus.logs.dropped").register(metrics);
        Saturation.watch(metrics, "log-shipping", queue);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("log-shipping").daemon().start(this::ship);
        java.util.logging.Logger.getLogger("").addHandler(handler);
    }

    void stop(@Observes ShutdownEvent event) {
        java.util.logging.Logger.getLogger("").removeHandler(handler);
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void ship() {
        try {
            while (true) {
                publisher.send(event(queue.take()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LogRecorded event(ExtLogRecord record) {
        Throwable thrown = record.getThrown();
        return new LogRecorded(
                identity.service(),
                level(record),
                record.getLoggerName(),
                redaction.redact(MESSAGE.format(record)),
                thrown == null ? null : redaction.redact(stackTrace(thrown)),
                record.getMdc("traceId"),
                record.getInstant());
    }

    private static String level(ExtLogRecord record) {
        int level = record.getLevel().intValue();
        return level >= Level.SEVERE.intValue() ? "ERROR" : level >= Level.WARNING.intValue() ? "WARN" : "INFO";
    }

    private boolean hasRoom(LogRecord record) {
        if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
            return true;
        }
        long now = record.getInstant().getEpochSecond();
        if (second.getAndSet(now) != now) {
            inPassing.set(0);
        }
        return inPassing.incrementAndGet() <= IN_PASSING && queue.remainingCapacity() > QUEUE / 2;
    }

    private static boolean isShipped(LogRecord record) {
        int level = record.getLevel().intValue();
        String logger = String.valueOf(record.getLoggerName());
        if (level >= Level.WARNING.intValue()) {
            // What the Kafka client says of a broken connection must not be sent over that connection.
            return !logger.startsWith("org.apache.kafka");
        }
        return level >= Level.INFO.intValue()
                && logger.startsWith(OWN)
                && ABOUT_LOGS.stream().noneMatch(logger::startsWith);
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        String full = text.toString();
        return full.length() > MAX_STACK ? full.substring(0, MAX_STACK) : full;
    }

    private final class Handler extends ExtHandler {
        @Override
        protected void doPublish(ExtLogRecord record) {
            if (isShipped(record)) {
                record.copyMdc();
                if (!hasRoom(record) || !queue.offer(record)) {
                    dropped.increment();
                }
            }
        }

        @Override
        public boolean isLoggable(LogRecord record) {
            return record != null && isShipped(record);
        }
    }
}
