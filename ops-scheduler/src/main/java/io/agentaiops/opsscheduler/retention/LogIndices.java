package io.agentaiops.opsscheduler.retention;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.opsscheduler.log.OpenSearchClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** The log archive's daily indices. */
@ApplicationScoped
class LogIndices {

    private static final String PREFIX = "logs-";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy.MM.dd");
    private static final String JSON = "application/json";
    private static final String NO_ERRORS =
            "{\"query\": {\"bool\": {\"must_not\": {\"terms\": {\"level\": [\"ERROR\", \"FATAL\", \"SEVERE\"]}}}}}";

    private final OpenSearchClient client;

    LogIndices(OpenSearchClient client) {
        this.client = client;
    }

    /** The days before that one that have an index, oldest first. */
    List<LocalDate> before(LocalDate day) throws IOException {
        List<LocalDate> days = new ArrayList<>();
        for (JsonNode index : client.send("GET", "_cat/indices/logs-*?format=json&h=index", JSON, "")) {
            String name = index.path("index").asText();
            try {
                LocalDate of = LocalDate.parse(name.substring(PREFIX.length()), DAY);
                if (of.isBefore(day)) {
                    days.add(of);
                }
            } catch (DateTimeParseException e) {
                // somebody else's index that begins like ours is not ours to delete
            }
        }
        return days.stream().sorted().toList();
    }

    long count(LocalDate day, boolean errorsToo) throws IOException {
        return client.send("POST", index(day) + "/_count", JSON, errorsToo ? "{}" : NO_ERRORS)
                .path("count")
                .asLong();
    }

    void drop(LocalDate day) throws IOException {
        client.send("DELETE", index(day), JSON, "");
    }

    void dropAllButErrors(LocalDate day) throws IOException {
        client.send("POST", index(day) + "/_delete_by_query?refresh=true&conflicts=proceed", JSON, NO_ERRORS);
    }

    private static String index(LocalDate day) {
        return PREFIX + DAY.format(day);
    }
}
