package io.agentaiops.eventbus.log;

import io.agentaiops.eventbus.DirectPublisher;
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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the service's warnings and errors, redacted, from a thread of its own. When more are logged than can be
 * sent, the newest are dropped and counted: logging never waits for Kafka.
 */
@ApplicationScoped
class LogShipping {

    private static final int QUEUE = 1000;
    private static final int MAX_STACK = 8000;

    /** The message with its parameters, without the stack trace. */
    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    private final DirectPublisher publisher;
    private final ServiceIdentity identity;
    private final Redaction redaction;
    private final Counter dropped;
    private final BlockingQueue<ExtLogRecord> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Handler handler = new Handler();
    private @Nullable Thread thread;

    LogShipping(DirectPublisher publisher, ServiceIdentity identity, Redaction redaction, MeterRegistry metrics) {
        this.publisher = publisher;
        this.identity = identity;
        this.redaction = redaction;
        this.dropped = Counter.builder("aiops.bus.logs.dropped").register(metrics);
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
        boolean error = record.getLevel().intValue() >= Level.SEVERE.intValue();
        Throwable thrown = record.getThrown();
        return new LogRecorded(
                identity.service(),
                error ? "ERROR" : "WARN",
                record.getLoggerName(),
                redaction.redact(MESSAGE.format(record)),
                thrown == null ? null : redaction.redact(stackTrace(thrown)),
                record.getMdc("traceId"),
                record.getInstant());
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
            // What the Kafka client says of a broken connection must not be sent over that connection.
            if (record.getLevel().intValue() >= Level.WARNING.intValue()
                    && !record.getLoggerName().startsWith("org.apache.kafka")) {
                record.copyMdc();
                if (!queue.offer(record)) {
                    dropped.increment();
                }
            }
        }

        @Override
        public boolean isLoggable(LogRecord record) {
            return record != null && record.getLevel().intValue() >= Level.WARNING.intValue();
        }
    }
}
