package io.agentaiops.alertrouter.ingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.agentaiops.alertrouter.alert.Alert;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes arrivals of what is posted, and alerts of arrivals. */
@ApplicationScoped
public class ArrivalReader {

    private static final TypeReference<List<PostedAlert>> POSTED = new TypeReference<>() {};

    private final PlainAlerts plain;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    ArrivalReader(ObjectMapper json) {
        this.plain = new PlainAlerts(json.getFactory());
        this.reader = json.readerFor(POSTED);
        this.writer = json.writerFor(POSTED);
    }

    /** The body as it is when nothing at all is unusual about it; empty: it must be looked at more closely. */
    public Optional<Arrival> plain(byte[] body, Instant at, Duration patience) {
        OptionalInt alerts = plain.count(body);
        return alerts.isPresent() ? Optional.of(new Arrival(body, alerts.getAsInt(), at, patience)) : Optional.empty();
    }

    /** Alerts that were read, and of which {@link PostedAlert#alert} made alerts. */
    public Arrival of(List<PostedAlert> posted, Instant at, Duration patience) {
        try {
            return new Arrival(writer.writeValueAsBytes(posted), posted.size(), at, patience);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Alert> alerts(byte[] body, Instant at, Duration patience) {
        try {
            List<PostedAlert> posted = reader.readValue(body);
            return posted.stream().map(alert -> alert.alert(at, patience)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
