package io.agentaiops.alertrouter.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.StatementContext;

/** Makes alerts of rows of the table. */
@ApplicationScoped
class AlertRowReader {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final int REMEMBERED = 50_000;

    private final ObjectReader textsReader;

    /** Labels never change for a fingerprint, so that rows that are read again and again need not be parsed. */
    private final Map<String, Labels> labels = new ConcurrentHashMap<>();

    AlertRowReader(ObjectMapper json) {
        this.textsReader = json.readerFor(TEXTS);
    }

    StoredAlert alert(ResultSet row, StatementContext context) throws SQLException {
        Alert alert = new Alert(
                labels(row.getString(1), row.getString(2)),
                read(row.getString(3)),
                instant(row, 4),
                instant(row, 5),
                row.getBoolean(6),
                instant(row, 7),
                row.getString(8));
        return new StoredAlert(alert, AlertState.ofColumn(row.getString(9)));
    }

    AlertRow row(ResultSet row, StatementContext context) throws SQLException {
        return new AlertRow(
                row.getString(1),
                labels(row.getString(1), row.getString(2)),
                row.getString(2),
                row.getString(3),
                instant(row, 4),
                instant(row, 5),
                instant(row, 7),
                row.getString(8));
    }

    private Labels labels(String fingerprint, String text) {
        Labels known = labels.get(fingerprint);
        if (known == null) {
            known = Labels.of(read(text));
            if (labels.size() >= REMEMBERED) {
                labels.clear();
            }
            labels.put(fingerprint, known);
        }
        return known;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private Map<String, String> read(String text) {
        try {
            return text.equals("{}") ? Map.of() : textsReader.readValue(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
