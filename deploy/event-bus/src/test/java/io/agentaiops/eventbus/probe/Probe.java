package io.agentaiops.eventbus.probe;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.InvalidEvent;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.query.RunProgressed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** Hears {@code RunProgressed} with an effect in the database, and can be told to fail. */
@Singleton
public class Probe {

    /** Sequence numbers with a meaning. */
    public static final long REFUSED = 1_000_001;

    public static final long ALWAYS_FAILS = 1_000_002;
    public static final long DATABASE_AWAY_SEVEN_TIMES = 1_000_003;

    private final Jdbi jdbi;
    private final Outbox outbox;

    public final Queue<Received<MetricSampled>> samples = new ConcurrentLinkedQueue<>();
    public final Queue<RunProgressed> live = new ConcurrentLinkedQueue<>();
    public final Queue<AuditRecorded> audits = new ConcurrentLinkedQueue<>();
    public final Queue<AlertRaised> alerts = new ConcurrentLinkedQueue<>();
    public final Queue<OperationCompleted> answers = new ConcurrentLinkedQueue<>();
    public final AtomicInteger attempts = new AtomicInteger();

    Probe(Jdbi jdbi, Outbox outbox) {
        this.jdbi = jdbi;
        this.outbox = outbox;
    }

    void listen(@Observes Subscriptions on) {
        on.each(RunProgressed.class, this::progressed);
        on.each(AuditRecorded.class, (event, meta) -> audits.add(event));
        on.each(AlertRaised.class, (event, meta) -> alerts.add(event));
        on.each(OperationCompleted.class, (event, meta) -> answers.add(event));
        on.batch(MetricSampled.class, this::sampled);
        on.broadcast(RunProgressed.class, (event, meta) -> live.add(event));
    }

    /** A batch with a sample of this unit fails. */
    public static final String POISON = "poison";

    private void sampled(List<Received<MetricSampled>> batch) {
        if (batch.stream().anyMatch(sample -> sample.event().unit().equals(POISON))) {
            throw new IllegalArgumentException("a fault of the handler");
        }
        samples.addAll(batch);
    }

    private void progressed(RunProgressed event, EventMetadata meta) throws SQLException {
        jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO effect (event_id, record_key, number) VALUES (?, ?, ?)",
                meta.id(),
                event.runId(),
                event.sequence()));
        if (event.sequence() == REFUSED) {
            throw new InvalidEvent("sequence is refused");
        }
        if (event.sequence() == ALWAYS_FAILS) {
            attempts.incrementAndGet();
            throw new IllegalArgumentException("a fault of the handler");
        }
        if (event.sequence() == DATABASE_AWAY_SEVEN_TIMES && attempts.incrementAndGet() <= 7) {
            throw new SQLException("connection lost", "08006");
        }
    }

    /** State and event in one transaction; rolled back when asked. */
    @Transactional
    public void publish(String runId, long from, long to, boolean fail) {
        for (long number = from; number <= to; number++) {
            outbox.publish(new RunProgressed(runId, number));
        }
        if (fail) {
            throw new IllegalStateException("rolled back");
        }
    }

    public List<Long> effects(String runId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT number FROM effect WHERE record_key = :key ORDER BY id")
                        .bind("key", runId)
                        .mapTo(Long.class)
                        .list());
    }

    public long outboxDepth() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM outbox")
                .mapTo(Long.class)
                .one());
    }

    /** Puts a row into the outbox as a process does that is killed right after its commit: nobody is woken. */
    @Transactional
    public void leaveInOutbox(String eventId, String runId, long number) {
        jdbi.useHandle(handle -> handle.execute(
                """
                INSERT INTO outbox (lane, event_id, event_type, topic, record_key, occurred_at, data)
                VALUES (1, ?, 'io.agentaiops.run.progressed.v1', 'aiops.progress', ?, now(), ?)""",
                eventId,
                runId,
                ("{\"runId\":\"" + runId + "\",\"sequence\":" + number + "}").getBytes(StandardCharsets.UTF_8)));
    }
}
