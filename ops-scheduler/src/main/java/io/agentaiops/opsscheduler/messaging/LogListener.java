package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.log.LogRecorded;
import io.agentaiops.opsscheduler.log.LogArchive;
import io.agentaiops.opsscheduler.log.LogEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;

/** Hears the warnings and errors of every service. While OpenSearch is away they wait in the topic. */
@ApplicationScoped
class LogListener {

    private final LogArchive archive;

    LogListener(LogArchive archive) {
        this.archive = archive;
    }

    void listen(@Observes Subscriptions on) {
        on.batch(LogRecorded.class, this::recorded);
    }

    void recorded(List<Received<LogRecorded>> events) throws IOException {
        archive.store(events.stream().map(LogListener::entry).toList());
    }

    private static LogEntry entry(Received<LogRecorded> received) {
        LogRecorded log = received.event();
        return new LogEntry(
                received.meta().id(),
                log.service(),
                log.level(),
                log.logger(),
                log.message(),
                log.stackTrace(),
                log.traceId(),
                log.at());
    }
}
