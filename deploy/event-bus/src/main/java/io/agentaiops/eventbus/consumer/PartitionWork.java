package io.agentaiops.eventbus.consumer;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventbus.InvalidEvent;
import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventbus.codec.Decoded;
import io.agentaiops.eventbus.codec.EventCodec;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.eventcontracts.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Deals with the records of one partition, in their order, up to the first that must be tried again. */
@ApplicationScoped
class PartitionWork {

    private static final Logger LOG = Logger.getLogger(PartitionWork.class);

    private final EventCodec codec;
    private final EventHandling handling;
    private final DeadLetters deadLetters;
    private final BusMetrics metrics;
    private final BusConfig config;

    PartitionWork(
            EventCodec codec, EventHandling handling, DeadLetters deadLetters, BusMetrics metrics, BusConfig config) {
        this.codec = codec;
        this.handling = handling;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.config = config;
    }

    /**
     * Handles the records.
     *
     * @param attempt how often the first record has failed before
     * @return the offset to go on from, and whether it must be waited for
     */
    Progress handle(Topic topic, List<ConsumerRecord<String, byte[]>> records, int attempt, Subscriptions handlers) {
        Map<EventType, List<Heard>> batches = new EnumMap<>(EventType.class);
        List<ConsumerRecord<String, byte[]>> singles = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            EventType type = knownType(topic, record, handlers).orElse(null);
            if (type != null && handlers.batch().containsKey(type)) {
                decode(topic, record, type)
                        .ifPresent(valid -> batches.computeIfAbsent(type, t -> new ArrayList<>())
                                .add(new Heard(record, new Received<>(valid.event(), valid.meta()))));
            } else if (type != null) {
                singles.add(record);
            }
        }
        long end = records.getLast().offset() + 1;
        Progress batched = handleBatches(topic, records, batches, attempt, handlers);
        return batched.retry() ? batched : handleSingles(topic, singles, attempt, handlers, end);
    }

    private Progress handleBatches(
            Topic topic,
            List<ConsumerRecord<String, byte[]>> records,
            Map<EventType, List<Heard>> batches,
            int attempt,
            Subscriptions handlers) {
        for (Map.Entry<EventType, List<Heard>> batch : batches.entrySet()) {
            String type = batch.getKey().typeName();
            try {
                handle(batch.getKey(), batch.getValue(), handlers);
            } catch (RuntimeException e) {
                if (mayRetry(e, attempt)) {
                    return again(records.getFirst(), e, type);
                }
                LOG.warnf(
                        "batch of %d events failed, they are tried one by one type=%s: %s",
                        batch.getValue().size(), type, reason(e));
                if (!oneByOne(topic, batch.getKey(), batch.getValue(), handlers)) {
                    return again(records.getFirst(), e, type);
                }
            }
        }
        return new Progress(records.getLast().offset() + 1, false);
    }

    private void handle(EventType type, List<Heard> batch, Subscriptions handlers) {
        handling.together(type.typeName(), batch.stream().map(Heard::event).toList(), events -> {
            requireNonNull(handlers.batch().get(type)).handle(events);
        });
        metrics.events(type.typeName(), "handled", batch.size());
    }

    /** One event at fault must not take the others with it; false when there is nothing to try them on right now. */
    private boolean oneByOne(Topic topic, EventType type, List<Heard> batch, Subscriptions handlers) {
        for (Heard heard : batch) {
            try {
                handle(type, List.of(heard), handlers);
            } catch (RuntimeException e) {
                if (Failures.isInfrastructure(e)) {
                    return false;
                }
                LOG.errorf(e, "event given up type=%s", type.typeName());
                deadLetters.put(topic, heard.record(), "retries-exhausted", reason(e));
            }
        }
        return true;
    }

    private record Heard(ConsumerRecord<String, byte[]> record, Received<Event> event) {}

    private Progress handleSingles(
            Topic topic, List<ConsumerRecord<String, byte[]>> records, int attempt, Subscriptions handlers, long end) {
        int failedBefore = attempt;
        for (ConsumerRecord<String, byte[]> record : records) {
            EventType type = codec.typeOf(record).flatMap(EventType::of).orElseThrow();
            Optional<Decoded.Valid> decoded = decode(topic, record, type);
            if (decoded.isPresent() && !handlers.wants(type, decoded.get().event())) {
                metrics.event(type.typeName(), "skipped");
            } else if (decoded.isPresent()) {
                try {
                    handling.once(
                            requireNonNull(handlers.each().get(type)),
                            decoded.get().event(),
                            decoded.get().meta());
                } catch (InvalidEvent e) {
                    deadLetters.put(topic, record, "rejected", reason(e));
                } catch (RuntimeException e) {
                    if (mayRetry(e, failedBefore)) {
                        return again(record, e, type.typeName());
                    }
                    LOG.errorf(e, "event given up after %d attempts type=%s", config.attempts(), type.typeName());
                    deadLetters.put(topic, record, "retries-exhausted", reason(e));
                }
            }
            failedBefore = 0;
        }
        return new Progress(end, false);
    }

    /** The type, when this service handles it; what is no event at all goes to the dead letters. */
    private Optional<EventType> knownType(Topic topic, ConsumerRecord<String, byte[]> record, Subscriptions handlers) {
        Optional<String> name = codec.typeOf(record);
        if (name.isEmpty()) {
            deadLetters.put(topic, record, "not-an-event", "missing CloudEvents header ce_type");
            return Optional.empty();
        }
        Optional<EventType> type = name.flatMap(EventType::of);
        if (type.isEmpty()) {
            metrics.event("unknown", "skipped");
            return Optional.empty();
        }
        return type.filter(
                known -> handlers.each().containsKey(known) || handlers.batch().containsKey(known));
    }

    private Optional<Decoded.Valid> decode(Topic topic, ConsumerRecord<String, byte[]> record, EventType type) {
        return switch (codec.decode(record, type)) {
            case Decoded.Valid valid -> Optional.of(valid);
            case Decoded.Invalid invalid -> {
                deadLetters.put(topic, record, invalid.code(), invalid.reason());
                metrics.event(type.typeName(), "dead");
                yield Optional.empty();
            }
        };
    }

    private boolean mayRetry(RuntimeException failure, int failedBefore) {
        return Failures.isInfrastructure(failure) || failedBefore + 1 < config.attempts();
    }

    private Progress again(ConsumerRecord<String, byte[]> record, RuntimeException failure, String type) {
        metrics.event(type, "retried");
        LOG.warnf(
                "event is tried again type=%s origin=%s/%d/%d: %s",
                type, record.topic(), record.partition(), record.offset(), reason(failure));
        return new Progress(record.offset(), true);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /**
     * How far a partition came.
     *
     * @param next the offset of the next record to handle
     * @param retry whether that record failed and must be waited for
     */
    record Progress(long next, boolean retry) {}
}
