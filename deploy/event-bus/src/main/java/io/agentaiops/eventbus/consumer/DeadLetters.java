package io.agentaiops.eventbus.consumer;

import static io.agentaiops.eventcontracts.EventHeaders.DEAD_LETTER_CODE;
import static io.agentaiops.eventcontracts.EventHeaders.DEAD_LETTER_CONSUMER;
import static io.agentaiops.eventcontracts.EventHeaders.DEAD_LETTER_ORIGIN;
import static io.agentaiops.eventcontracts.EventHeaders.DEAD_LETTER_REASON;

import io.agentaiops.eventbus.Redactor;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.outbox.KafkaSender;
import io.agentaiops.eventcontracts.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/** Puts records that can't be handled on the topic's dead-letter topic, unchanged but for the reason in the headers. */
@ApplicationScoped
class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final int MAX_REASON = 2000;

    private final KafkaSender sender;
    private final ServiceIdentity identity;
    private final BusMetrics metrics;

    DeadLetters(KafkaSender sender, ServiceIdentity identity, BusMetrics metrics) {
        this.sender = sender;
        this.identity = identity;
        this.metrics = metrics;
    }

    /** Returns once the dead letter is safe; only then may the offset be committed. */
    void put(Topic topic, ConsumerRecord<String, byte[]> record, String code, String reason) {
        String redacted = Redactor.redact(reason);
        String words = redacted.length() > MAX_REASON ? redacted.substring(0, MAX_REASON) : redacted;
        String origin = record.topic() + "/" + record.partition() + "/" + record.offset();
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(topic.deadLetters(), null, record.key(), record.value(), record.headers());
        header(letter, DEAD_LETTER_CODE, code);
        header(letter, DEAD_LETTER_REASON, words);
        header(letter, DEAD_LETTER_CONSUMER, identity.service());
        header(letter, DEAD_LETTER_ORIGIN, origin);
        try {
            sender.send(letter).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the dead letter of " + origin + " could not be sent", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending the dead letter of " + origin, e);
        }
        metrics.deadLetter(topic.address(), code);
        LOG.warnf("event given up origin=%s code=%s reason=%s", origin, code, words);
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
