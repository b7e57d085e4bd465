package io.agentaiops.opsscheduler.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches the archive of logs. */
@ApplicationScoped
class LogSearch {

    /**
     * What is searched for.
     *
     * @param text words that message or stack trace hold, all of them; null for any
     * @param service null for any
     * @param level null for any
     * @param traceId null for any
     * @param from not before
     * @param limit how many entries
     */
    record Query(
            @Nullable String text,
            @Nullable String service,
            @Nullable String level,
            @Nullable String traceId,
            Instant from,
            int limit) {}

    /**
     * An entry that fits.
     *
     * @param cause the first line of its stack trace, empty when it has none
     */
    record Entry(
            String at, String service, String level, String logger, String message, String cause, String traceId) {}

    /**
     * What was found.
     *
     * @param total how many entries fit
     * @param entries newest first
     */
    record Found(long total, List<Entry> entries) {
        Found {
            entries = List.copyOf(entries);
        }
    }

    private final OpenSearchClient client;
    private final ObjectMapper json;

    LogSearch(OpenSearchClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /**
     * Searches.
     *
     * @throws IOException when OpenSearch does not answer as it should
     */
    Found search(Query query) throws IOException {
        JsonNode answer = client.send(
                "POST",
                "logs-*/_search?ignore_unavailable=true&allow_no_indices=true",
                "application/json",
                json.writeValueAsString(body(query)));
        List<Entry> entries = new ArrayList<>();
        answer.at("/hits/hits").forEach(hit -> entries.add(entry(hit.path("_source"))));
        return new Found(answer.at("/hits/total/value").asLong(), entries);
    }

    private ObjectNode body(Query query) {
        ObjectNode body = json.createObjectNode().put("size", query.limit()).put("track_total_hits", true);
        body.putArray("sort").addObject().put("at", "desc");
        ArrayNode filters = body.putObject("query").putObject("bool").putArray("filter");
        filters.addObject()
                .putObject("range")
                .putObject("at")
                .put("gte", query.from().toString());
        if (query.service() != null) {
            filters.addObject().putObject("term").put("service", query.service());
        }
        if (query.level() != null) {
            filters.addObject().putObject("term").put("level", query.level());
        }
        if (query.traceId() != null) {
            filters.addObject().putObject("term").put("traceId", query.traceId());
        }
        if (query.text() != null) {
            // Not query_string: what a caller writes is words and no language.
            ObjectNode match = filters.addObject().putObject("multi_match");
            match.put("query", query.text()).put("type", "cross_fields").put("operator", "and");
            match.putArray("fields").add("message").add("stackTrace");
        }
        return body;
    }

    private static Entry entry(JsonNode source) {
        return new Entry(
                source.path("at").asText(),
                source.path("service").asText(),
                source.path("level").asText(),
                source.path("logger").asText(),
                source.path("message").asText(),
                source.path("stackTrace").asText("").lines().findFirst().orElse(""),
                source.path("traceId").asText(""));
    }
}
