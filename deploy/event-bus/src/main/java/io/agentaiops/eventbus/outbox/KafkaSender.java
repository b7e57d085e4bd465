package io.agentaiops.eventbus.outbox;

import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.codec.EventCodec;
import io.agentaiops.eventbus.codec.TraceContext;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.eventcontracts.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** The Kafka producers of the service: a patient one for what must arrive, a hasty one for what may be lost. */
@ApplicationScoped
public class KafkaSender implements DirectPublisher {

    private static final Logger LOG = Logger.getLogger(KafkaSender.class);

    /** How long the hasty producer may hold its caller. */
    private static final Duration HASTE = Duration.ofMillis(5);

    private static final int LEARN_ATTEMPTS = 400;

    private final Producer<String, byte[]> durable;
    private final Producer<String, byte[]> lossy;
    private final EventCodec codec;
    private final TraceContext traces;
    private final ServiceIdentity identity;
    private final Clock clock;
    private final Counter dropped;

    KafkaSender(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            EventCodec codec,
            TraceContext traces,
            ServiceIdentity identity,
            Clock clock,
            MeterRegistry metrics) {
        this.durable = producer(kafka, "all", Duration.ofSeconds(10));
        this.lossy = producer(kafka, "1", HASTE);
        this.codec = codec;
        this.traces = traces;
        this.identity = identity;
        this.clock = clock;
        this.dropped = Counter.builder("aiops.bus.events.dropped")
                .description("events that may be lost and were")
                .register(metrics);
    }

    /** Sends a record; the future ends when every in-sync replica has it, or fails after two minutes. */
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        return durable.send(record);
    }

    @Override
    public void send(Event event) {
        EventType type = EventType.of(event.getClass());
        EventMetadata meta =
                new EventMetadata(Ids.next(), type.typeName(), identity.source(), clock.instant(), traces.current());
        AtomicBoolean counted = new AtomicBoolean();
        try {
            // The callback counts; nobody waits for what may be lost.
            Future<RecordMetadata> unused = lossy.send(
                    codec.encode(type.topic().address(), event.key(), meta, codec.data(event)), (sent, failure) -> {
                        if (failure != null && counted.compareAndSet(false, true)) {
                            dropped.increment();
                        }
                    });
        } catch (TimeoutException e) {
            if (counted.compareAndSet(false, true)) {
                dropped.increment();
            }
        }
    }

    /**
     * Lets the hasty producer learn where the topics are: it would drop the first event of each while it asks. Asks for
     * two seconds at most.
     */
    public void learn(Collection<Topic> topics) {
        for (Topic topic : topics) {
            for (int attempt = 0; attempt < LEARN_ATTEMPTS && !knows(topic); attempt++) {
                LOG.tracef("asking again for %s", topic.address());
            }
        }
    }

    private boolean knows(Topic topic) {
        try {
            return !lossy.partitionsFor(topic.address()).isEmpty();
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Sends what is waiting, for at most five seconds, and closes. */
    void close() {
        durable.close(Duration.ofSeconds(5));
        lossy.close(Duration.ofSeconds(1));
    }

    private static Producer<String, byte[]> producer(Map<String, Object> kafka, String acks, Duration maxBlock) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.keySet().removeIf(key -> key.startsWith("group.") || key.startsWith("key.") || key.startsWith("value."));
        config.put(ProducerConfig.ACKS_CONFIG, acks);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, acks.equals("all"));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxBlock.toMillis());
        config.put(ProducerConfig.LINGER_MS_CONFIG, acks.equals("all") ? 0 : 20);
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }
}
