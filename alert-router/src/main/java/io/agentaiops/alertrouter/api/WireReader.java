package io.agentaiops.alertrouter.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads bodies as Alertmanager does: unknown fields are ignored. */
@ApplicationScoped
class WireReader {

    private final ObjectReader reader;

    WireReader(ObjectMapper json) {
        this.reader = json.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** Throws {@link IllegalArgumentException} with the place and the reason. */
    <T> T read(String body, TypeReference<T> type) {
        try {
            T value = reader.forType(type).readValue(body);
            if (value == null) {
                throw new IllegalArgumentException("body is required");
            }
            return value;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new IllegalArgumentException("body does not parse" + where + ": " + e.getOriginalMessage(), e);
        }
    }
}
