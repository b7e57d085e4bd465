package io.agentaiops.opsscheduler.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Writes logs into OpenSearch, each entry under its event's id so that repetitions are harmless. Errors are kept longer
 * than the rest, so each day (UTC) has an index for them and one for the others: an index goes as a whole.
 */
@ApplicationScoped
public class LogArchive {

    /** What the name of an index of logs that are no errors begins with, before the day. */
    public static final String SYSTEM = "logs-";

    /** What the name of an index of errors begins with, before the day. */
    public static final String ERRORS = "logs-errors-";

    /** The day in the names of the indices. */
    public static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy.MM.dd").withZone(ZoneOffset.UTC);

    private static final Logger LOG = Logger.getLogger(LogArchive.class);
    private static final Set<String> ERROR_LEVELS = Set.of("ERROR", "FATAL", "SEVERE");
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /**
     * A name of many parts, such as a class, an address, a path or {@code key=value}, is found whole, by each of its parts,
     * and by some of them in their order.
     */
    private static final String INDEX_TEMPLATE = """
            {"index_patterns": ["logs-*"],
             "template": {
               "settings": {"number_of_replicas": 0, "auto_expand_replicas": "0-1",
                 "analysis": {
                   "filter": {
                     "bare": {"type": "pattern_replace", "pattern": "^[^\\\\p{L}\\\\p{N}]+|[^\\\\p{L}\\\\p{N}]+$", "replacement": ""},
                     "filled": {"type": "length", "min": 1},
                     "parts": {"type": "word_delimiter_graph", "preserve_original": true, "split_on_case_change": false,
                       "split_on_numerics": false, "stem_english_possessive": false}},
                   "analyzer": {
                     "line": {"tokenizer": "whitespace", "filter": ["bare", "filled", "parts", "flatten_graph", "lowercase"]},
                     "words": {"tokenizer": "whitespace", "filter": ["bare", "filled", "parts", "lowercase"]}}}},
               "mappings": {"dynamic": false, "properties": {
                 "at": {"type": "date"}, "service": {"type": "keyword"}, "level": {"type": "keyword"},
                 "logger": {"type": "keyword"},
                 "message": {"type": "text", "analyzer": "line", "search_analyzer": "words"},
                 "stackTrace": {"type": "text", "analyzer": "line", "search_analyzer": "words"},
                 "traceId": {"type": "keyword"}, "template": {"type": "keyword", "ignore_above": 1024}}}}}""";

    private final OpenSearchClient client;
    private final ObjectMapper json;
    private volatile boolean prepared;

    LogArchive(OpenSearchClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /**
     * Stores all entries.
     *
     * @throws IOException when OpenSearch can't take them now; the caller tries again later
     */
    public void store(List<LogEntry> entries) throws IOException {
        prepare();
        StringBuilder bulk = new StringBuilder();
        for (LogEntry entry : entries) {
            bulk.append(action(entry)).append('\n').append(document(entry)).append('\n');
        }
        JsonNode answer = client.send("POST", "_bulk", "application/x-ndjson", bulk.toString());
        if (answer.path("errors").asBoolean()) {
            judge(answer.path("items"));
        }
    }

    private void prepare() throws IOException {
        if (!prepared) {
            client.send("PUT", "_index_template/aiops-logs", "application/json", INDEX_TEMPLATE);
            prepared = true;
        }
    }

    /** Overload passes, so everything is sent again; what OpenSearch will never take is dropped and counted in the log. */
    private static void judge(JsonNode items) throws IOException {
        int dropped = 0;
        for (JsonNode item : items) {
            int status = item.path("index").path("status").asInt();
            if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
                throw new IOException(
                        "OpenSearch is overloaded: " + item.path("index").path("error"));
            }
            dropped += item.path("index").has("error") ? 1 : 0;
        }
        // INFO, because a warning would itself be shipped to the archive and could be refused again
        LOG.infof("log entries refused by OpenSearch count=%d", dropped);
    }

    private ObjectNode action(LogEntry entry) {
        ObjectNode action = json.createObjectNode();
        action.putObject("index").put("_index", index(entry)).put("_id", entry.id());
        return action;
    }

    private static String index(LogEntry entry) {
        return (ERROR_LEVELS.contains(entry.level()) ? ERRORS : SYSTEM) + DAY.format(entry.at());
    }

    private ObjectNode document(LogEntry entry) {
        ObjectNode document = json.createObjectNode()
                .put("at", entry.at().toString())
                .put("service", entry.service())
                .put("level", entry.level())
                .put("logger", entry.logger())
                .put("message", entry.message())
                .put("template", LogTemplate.of(entry.message()));
        if (entry.stackTrace() != null) {
            document.put("stackTrace", entry.stackTrace());
        }
        if (entry.traceId() != null) {
            document.put("traceId", entry.traceId());
        }
        return document;
    }
}
