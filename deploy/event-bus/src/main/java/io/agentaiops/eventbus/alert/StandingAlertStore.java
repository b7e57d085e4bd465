package io.agentaiops.eventbus.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** The alerts that stand, by their labels. Takes part in the caller's transaction. */
@ApplicationScoped
class StandingAlertStore {

    /** In the order of the key, so that two who keep the same alerts never wait for each other in a circle. */
    private static final String KEEP = """
            INSERT INTO standing_alert (key, data, said_at)
            SELECT key, data, :now FROM unnest(:keys::text[], :data::text[]) AS raised(key, data) ORDER BY key
            ON CONFLICT (key) DO UPDATE SET data = EXCLUDED.data, said_at = EXCLUDED.said_at""";

    private static final String DROP = """
            DELETE FROM standing_alert WHERE key IN
                (SELECT key FROM standing_alert WHERE key = ANY(:keys) ORDER BY key FOR UPDATE)""";

    private static final String TAKE_DUE = """
            UPDATE standing_alert SET said_at = :now WHERE key IN
                (SELECT key FROM standing_alert WHERE said_at <= :before ORDER BY said_at LIMIT :limit
                 FOR UPDATE SKIP LOCKED)
            RETURNING data""";

    private final Jdbi jdbi;
    private final ObjectMapper json;

    StandingAlertStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    void keep(List<AlertRaised> alerts, Instant now) {
        if (!alerts.isEmpty()) {
            jdbi.useHandle(handle -> handle.createUpdate(KEEP)
                    .bindArray("keys", String.class, keys(alerts))
                    .bindArray(
                            "data",
                            String.class,
                            alerts.stream().map(this::write).toList())
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .execute());
        }
    }

    void drop(List<AlertRaised> alerts) {
        if (!alerts.isEmpty()) {
            jdbi.useHandle(handle -> handle.createUpdate(DROP)
                    .bindArray("keys", String.class, keys(alerts))
                    .execute());
        }
    }

    /** Alerts last said before then, which now count as said; others are not given the same ones. */
    List<AlertRaised> takeDue(Instant before, Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(TAKE_DUE)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .mapTo(String.class)
                .map(this::read)
                .list());
    }

    private List<String> keys(List<AlertRaised> alerts) {
        return alerts.stream().map(alert -> key(alert.labels())).toList();
    }

    /** A hash, because labels may be longer than the key of an index. */
    private String key(Map<String, String> labels) {
        try {
            byte[] sorted = json.writeValueAsString(new TreeMap<>(labels)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sorted));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("labels have no key", e);
        }
    }

    private String write(AlertRaised alert) {
        try {
            return json.writeValueAsString(alert).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an alert can't be written as JSON", e);
        }
    }

    private AlertRaised read(String data) {
        try {
            return json.readValue(data, AlertRaised.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored alert can't be read", e);
        }
    }
}
