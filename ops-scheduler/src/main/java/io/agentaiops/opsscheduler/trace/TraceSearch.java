package io.agentaiops.opsscheduler.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.opsscheduler.log.OpenSearchClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds traces. */
@ApplicationScoped
class TraceSearch {

    /** More spans of a trace are not shown. */
    static final int MOST_SPANS = 2000;

    private static final String WHERE = "traces-*/_search?ignore_unavailable=true&allow_no_indices=true";
    private static final String START = "start";
    private static final String FILTER = "filter";
    private static final String TRACE_ID = "traceId";
    private static final int SERVICES = 10;

    /**
     * What is searched for: traces with a span that fits all of it.
     *
     * @param service null for any
     * @param run id of a question's run or of a procedure's; null for any
     * @param alert fingerprint of an alert; null for any
     * @param minDurationMs so long the span took at least, in milliseconds; 0 for any
     * @param error whether the span went wrong; null for any
     * @param from not before
     * @param to before
     * @param offset how many traces to pass over
     * @param limit how many to bring
     */
    record Query(
            @Nullable String service,
            @Nullable String run,
            @Nullable String alert,
            long minDurationMs,
            @Nullable Boolean error,
            Instant from,
            Instant to,
            int offset,
            int limit) {}

    /**
     * A trace in a list.
     *
     * @param name of its first span
     * @param service of its first span
     * @param start when its first span began
     * @param durationMs from then to the end of its last span, in milliseconds
     * @param services those that took part
     */
    record Entry(
            String traceId,
            String name,
            String service,
            Instant start,
            double durationMs,
            long spans,
            long errors,
            List<String> services) {
        Entry {
            services = List.copyOf(services);
        }
    }

    /**
     * A page of what was found.
     *
     * @param total how many traces fit, about so many beyond a thousand
     * @param traces newest first
     */
    record Found(long total, List<Entry> traces) {
        Found {
            traces = List.copyOf(traces);
        }
    }

    private final OpenSearchClient client;
    private final ObjectMapper json;

    TraceSearch(OpenSearchClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /**
     * Searches.
     *
     * @throws IOException when OpenSearch does not answer as it should
     */
    Found search(Query query) throws IOException {
        JsonNode hits = ask(matching(query));
        List<String> ids = new ArrayList<>();
        hits.at("/hits/hits").forEach(hit -> ids.add(hit.at("/_source/traceId").asText()));
        long total = hits.at("/aggregations/total/value").asLong();
        return new Found(total, ids.isEmpty() ? List.of() : described(ids));
    }

    /**
     * One trace, as a tree.
     *
     * @throws IOException when OpenSearch does not answer as it should
     */
    Optional<TraceTree> find(String traceId) throws IOException {
        ObjectNode body = json.createObjectNode().put("size", MOST_SPANS).put("track_total_hits", true);
        body.putArray("sort").addObject().put(START, "asc");
        body.putObject("query").putObject("term").put(TRACE_ID, traceId);
        JsonNode answer = ask(body);
        List<StoredSpan> spans = new ArrayList<>();
        answer.at("/hits/hits").forEach(hit -> spans.add(span(hit.path("_source"))));
        boolean truncated = answer.at("/hits/total/value").asLong() > spans.size();
        return spans.isEmpty() ? Optional.empty() : Optional.of(TraceTree.of(traceId, spans, truncated));
    }

    private JsonNode ask(ObjectNode body) throws IOException {
        return client.send("POST", WHERE, "application/json", json.writeValueAsString(body));
    }

    private ObjectNode matching(Query query) {
        ObjectNode body = json.createObjectNode().put("size", query.limit()).put("from", query.offset());
        body.putArray("sort").addObject().putObject(START).put("order", "desc").put("unmapped_type", "date_nanos");
        body.putObject("collapse").put("field", TRACE_ID);
        body.putArray("_source").add(TRACE_ID);
        body.putObject("aggs").putObject("total").putObject("cardinality").put("field", TRACE_ID);
        ArrayNode filters = body.putObject("query").putObject("bool").putArray(FILTER);
        ObjectNode times = filters.addObject().putObject("range").putObject(START);
        times.put("gte", query.from().toString()).put("lt", query.to().toString());
        term(filters, "service", query.service());
        term(filters, "run", query.run());
        term(filters, "alerts", query.alert());
        if (query.error() != null) {
            filters.addObject().putObject("term").put("error", query.error());
        }
        if (query.minDurationMs() > 0) {
            filters.addObject().putObject("range").putObject("durationMs").put("gte", query.minDurationMs());
        }
        return body;
    }

    private static void term(ArrayNode filters, String field, @Nullable String value) {
        if (value != null) {
            filters.addObject().putObject("term").put(field, value);
        }
    }

    /** What the traces are as a whole, in the same order. */
    private List<Entry> described(List<String> ids) throws IOException {
        ObjectNode body = json.createObjectNode().put("size", 0);
        ArrayNode wanted = body.putObject("query").putObject("terms").putArray(TRACE_ID);
        ids.forEach(wanted::add);
        ObjectNode traces = body.putObject("aggs").putObject("traces");
        traces.putObject("terms").put("field", TRACE_ID).put("size", ids.size());
        ObjectNode of = traces.putObject("aggs");
        of.putObject("end").putObject("max").put("field", "end");
        of.putObject("errors").putObject(FILTER).putObject("term").put("error", true);
        of.putObject("services").putObject("terms").put("field", "service").put("size", SERVICES);
        ObjectNode first = of.putObject("first").putObject("top_hits").put("size", 1);
        first.putArray("sort").addObject().put(START, "asc");
        Map<String, Entry> byId = new HashMap<>();
        ask(body)
                .at("/aggregations/traces/buckets")
                .forEach(bucket -> byId.put(bucket.path("key").asText(), entry(bucket)));
        // One may have gone between the two requests.
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
                .toList();
    }

    private static Entry entry(JsonNode bucket) {
        JsonNode first = bucket.at("/first/hits/hits/0/_source");
        List<String> services = new ArrayList<>();
        bucket.at("/services/buckets")
                .forEach(one -> services.add(one.path("key").asText()));
        Instant start = Instant.parse(first.path(START).asText());
        return new Entry(
                bucket.path("key").asText(),
                first.path("name").asText(),
                first.path("service").asText(),
                start,
                Math.max(
                        first.path("durationMs").asDouble(),
                        bucket.at("/end/value").asDouble() - millis(start)),
                bucket.path("doc_count").asLong(),
                bucket.at("/errors/doc_count").asLong(),
                services);
    }

    private static double millis(Instant time) {
        return time.getEpochSecond() * 1e3 + time.getNano() / 1e6;
    }

    private static StoredSpan span(JsonNode source) {
        Map<String, String> attributes = new HashMap<>();
        source.path("attributes")
                .properties()
                .forEach(
                        field -> attributes.put(field.getKey(), field.getValue().asText()));
        JsonNode parent = source.path("parentSpanId");
        return new StoredSpan(
                source.path("service").asText(),
                source.path(TRACE_ID).asText(),
                source.path("spanId").asText(),
                parent.isTextual() ? parent.asText() : null,
                source.path("name").asText(),
                source.path("kind").asText(),
                Instant.parse(source.path(START).asText()),
                source.path("durationNanos").asLong(),
                source.path("error").asBoolean(),
                attributes);
    }
}
