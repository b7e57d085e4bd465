package io.agentaiops.local.deadletters;

import io.agentaiops.eventcontracts.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An event that a service gave up.
 *
 * @param at when
 * @param type the event's type
 * @param id the event's id
 * @param consumer the service that gave it up
 * @param code stable code of the reason
 * @param reason in words
 * @param origin topic, partition and offset that it came from
 */
public record DeadLetter(
        Instant at, String type, String id, String consumer, String code, String reason, String origin) {

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                Instant.ofEpochMilli(record.timestamp()),
                header(record, EventHeaders.TYPE),
                header(record, EventHeaders.ID),
                header(record, EventHeaders.DEAD_LETTER_CONSUMER),
                header(record, EventHeaders.DEAD_LETTER_CODE),
                header(record, EventHeaders.DEAD_LETTER_REASON),
                header(record, EventHeaders.DEAD_LETTER_ORIGIN));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
