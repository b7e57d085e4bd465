package io.agentaiops.opsscheduler.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.opsscheduler.log.OpenSearchClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes spans into OpenSearch, each under its id so that repetitions are harmless; each day (UTC) has an index. */
@ApplicationScoped
public class SpanArchive {

    /** What the name of an index begins with, before the day. */
    static final String PREFIX = "traces-";

    /** The day in the names of the indices. */
    static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy.MM.dd").withZone(ZoneOffset.UTC);

    private static final String FINGERPRINTS = "aiops.alert.fingerprints";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private static final String INDEX_TEMPLATE = """
            {"index_patterns": ["traces-*"],
             "template": {
               "settings": {"number_of_shards": 1, "number_of_replicas": 0, "auto_expand_replicas": "0-1",
                 "refresh_interval": "1s"},
               "mappings": {"dynamic": false, "properties": {
                 "traceId": {"type": "keyword"}, "spanId": {"type": "keyword"}, "parentSpanId": {"type": "keyword"},
                 "service": {"type": "keyword"}, "name": {"type": "keyword"}, "start": {"type": "date_nanos"},
                 "end": {"type": "date_nanos"}, "durationMs": {"type": "double"}, "error": {"type": "boolean"},
                 "run": {"type": "keyword"}, "alerts": {"type": "keyword"}}}}}""";

    private final OpenSearchClient client;
    private final ObjectMapper json;
    private final TraceMetrics metrics;
    private final TraceRoom room;
    private volatile boolean prepared;

    SpanArchive(OpenSearchClient client, ObjectMapper json, TraceMetrics metrics, TraceRoom room) {
        this.client = client;
        this.json = json;
        this.metrics = metrics;
        this.room = room;
    }

    /**
     * Stores all spans in one request. What there is no room for, or what OpenSearch will never take, is dropped and counted.
     *
     * @throws IOException when OpenSearch can't take them now; the caller tries again later
     */
    public void store(List<StoredSpan> spans) throws IOException {
        if (spans.isEmpty()) {
            return;
        }
        if (room.isFull()) {
            metrics.full(spans.size());
            return;
        }
        prepare();
        StringBuilder bulk = new StringBuilder();
        for (StoredSpan span : spans) {
            bulk.append(action(span)).append('\n').append(document(span)).append('\n');
        }
        JsonNode answer = client.send("POST", "_bulk", "application/x-ndjson", bulk.toString());
        int refused = answer.path("errors").asBoolean() ? refused(answer.path("items")) : 0;
        metrics.stored(spans.size() - refused, refused);
    }

    private void prepare() throws IOException {
        if (!prepared) {
            client.send("PUT", "_index_template/aiops-traces", "application/json", INDEX_TEMPLATE);
            prepared = true;
        }
    }

    /** Overload passes, so everything is sent again. */
    private static int refused(JsonNode items) throws IOException {
        int refused = 0;
        for (JsonNode item : items) {
            JsonNode index = item.path("index");
            int status = index.path("status").asInt();
            if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
                throw new IOException("OpenSearch is overloaded: " + index.path("error"));
            }
            refused += index.has("error") ? 1 : 0;
        }
        return refused;
    }

    private ObjectNode action(StoredSpan span) {
        ObjectNode action = json.createObjectNode();
        action.putObject("index")
                .put("_index", PREFIX + DAY.format(span.start()))
                .put("_id", span.traceId() + span.spanId());
        return action;
    }

    private ObjectNode document(StoredSpan span) {
        ObjectNode document = json.createObjectNode()
                .put("traceId", span.traceId())
                .put("spanId", span.spanId())
                .put("service", span.service())
                .put("name", span.name())
                .put("kind", span.kind())
                .put("start", span.start().toString())
                .put("end", span.end().toString())
                .put("durationMs", span.durationNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1))
                .put("durationNanos", span.durationNanos())
                .put("error", span.error());
        if (span.parentSpanId() != null) {
            document.put("parentSpanId", span.parentSpanId());
        }
        String run = span.attributes().get("aiops.run.id");
        if (run != null) {
            document.put("run", run);
        }
        String fingerprints = span.attributes().get(FINGERPRINTS);
        if (fingerprints != null) {
            ArrayNode alerts = document.putArray("alerts");
            List.of(fingerprints.split(",")).forEach(alerts::add);
        }
        document.set("attributes", json.valueToTree(span.attributes()));
        return document;
    }
}
