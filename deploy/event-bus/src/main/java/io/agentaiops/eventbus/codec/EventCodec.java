package io.agentaiops.eventbus.codec;

import static io.agentaiops.eventcontracts.EventHeaders.CONTENT_TYPE;
import static io.agentaiops.eventcontracts.EventHeaders.ID;
import static io.agentaiops.eventcontracts.EventHeaders.SOURCE;
import static io.agentaiops.eventcontracts.EventHeaders.SPEC_VERSION;
import static io.agentaiops.eventcontracts.EventHeaders.TIME;
import static io.agentaiops.eventcontracts.EventHeaders.TRACE_PARENT;
import static io.agentaiops.eventcontracts.EventHeaders.TYPE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as Kafka records and reads them back, as the Kafka protocol binding of CloudEvents 1.0 has it for binary
 * content mode: attributes in {@code ce_*} headers, data in the value.
 */
@ApplicationScoped
public class EventCodec {

    private static final String JSON = "application/json";

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final Map<EventType, JsonSchema> loaded = new EnumMap<>(EventType.class);

    /** The event's data as JSON. */
    public byte[] data(Event event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(event.getClass().getSimpleName() + " can't be written as JSON", e);
        }
    }

    /** A record to send. */
    public ProducerRecord<String, byte[]> encode(String topic, String key, EventMetadata meta, byte[] data) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, data);
        Headers headers = record.headers();
        put(headers, SPEC_VERSION, "1.0");
        put(headers, ID, meta.id());
        put(headers, TYPE, meta.type());
        put(headers, SOURCE, meta.source());
        put(headers, TIME, meta.time().toString());
        put(headers, CONTENT_TYPE, JSON);
        String traceParent = meta.traceParent();
        if (traceParent != null) {
            put(headers, TRACE_PARENT, traceParent);
        }
        return record;
    }

    /** The type that a record says it is of; empty when it has no such header. */
    public Optional<String> typeOf(ConsumerRecord<String, byte[]> record) {
        return Optional.ofNullable(text(record.headers(), TYPE));
    }

    /** Reads a record of a known type. */
    public Decoded decode(ConsumerRecord<String, byte[]> record, EventType type) {
        List<String> missing = new ArrayList<>();
        String id = required(record, ID, missing);
        String source = required(record, SOURCE, missing);
        required(record, SPEC_VERSION, missing);
        if (!missing.isEmpty()) {
            return new Decoded.Invalid("not-an-event", "missing CloudEvents headers: " + String.join(", ", missing));
        }
        if (record.value() == null) {
            return new Decoded.Invalid("not-an-event", "the record has no value");
        }
        String time = text(record.headers(), TIME);
        try {
            Instant at = time == null
                    ? Instant.ofEpochMilli(record.timestamp())
                    : OffsetDateTime.parse(time).toInstant();
            EventMetadata meta =
                    new EventMetadata(id, type.typeName(), source, at, text(record.headers(), TRACE_PARENT));
            return read(record.value(), type, meta);
        } catch (DateTimeException e) {
            return new Decoded.Invalid("not-an-event", TIME + " is not an RFC 3339 time: " + time);
        }
    }

    private Decoded read(byte[] value, EventType type, EventMetadata meta) {
        try {
            JsonNode tree = json.readTree(value);
            var violations = schema(type).validate(tree);
            if (!violations.isEmpty()) {
                return new Decoded.Invalid("schema-violation", describe(violations));
            }
            return new Decoded.Valid(json.treeToValue(tree, type.record()), meta);
        } catch (JsonProcessingException e) {
            return new Decoded.Invalid("schema-violation", e.getOriginalMessage());
        } catch (IOException e) {
            return new Decoded.Invalid("schema-violation", "the value is not JSON: " + e.getMessage());
        }
    }

    private static String describe(Iterable<ValidationMessage> violations) {
        List<String> messages = new ArrayList<>();
        violations.forEach(violation -> messages.add(violation.getMessage()));
        return messages.stream().sorted().limit(10).collect(Collectors.joining("; "));
    }

    private JsonSchema schema(EventType type) {
        synchronized (loaded) {
            return loaded.computeIfAbsent(type, this::load);
        }
    }

    private JsonSchema load(EventType type) {
        try (InputStream in = EventType.class.getResourceAsStream(type.schemaResource())) {
            if (in == null) {
                throw new IllegalStateException("no JSON Schema on the class path: " + type.schemaResource());
            }
            return schemas.getSchema(in);
        } catch (IOException e) {
            throw new IllegalStateException("can't read " + type.schemaResource(), e);
        }
    }

    private static String required(ConsumerRecord<String, byte[]> record, String name, List<String> missing) {
        String value = text(record.headers(), name);
        if (value == null || value.isBlank()) {
            missing.add(name);
            return "";
        }
        return value;
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
