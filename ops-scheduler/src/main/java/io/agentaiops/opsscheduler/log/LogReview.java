package io.agentaiops.opsscheduler.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.procedure.DurationText;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code logs.review}: the warnings and errors of the last hours by kind of message, held against the hours before and
 * against every kind that earlier reviews have seen. Fails on an error of a new kind, and when the logs cannot be read.
 */
@ApplicationScoped
class LogReview implements CapabilityHandler {

    private static final int MOST_GROUPS = 40;
    private static final int MOST_VANISHED = 20;

    private final OpenSearchClient client;
    private final LogBaseline baseline;
    private final Clock clock;

    LogReview(OpenSearchClient client, LogBaseline baseline, Clock clock) {
        this.client = client;
        this.baseline = baseline;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.LOGS_REVIEW;
    }

    @Override
    public Finding perform(Operation operation) {
        String window = operation.arguments().text("window", "15h");
        Duration length = DurationText.parse(window);
        Instant now = clock.instant();
        Instant border = now.minus(length);
        String query = query(border.minus(length), border, now);
        JsonNode answer;
        try {
            answer = client.send(
                    "POST", "logs-*/_search?ignore_unavailable=true&allow_no_indices=true", "application/json", query);
        } catch (IOException e) {
            return Finding.bad(
                    "Logs cannot be reviewed: OpenSearch at " + client.where() + " does not answer as it should (" + e
                            + "). Look at its state with GET /_cluster/health, then run this step again",
                    Map.of("window", window));
        }
        JsonNode aggregations = answer.path("aggregations");
        LogKinds kinds = new LogKinds(baseline.known());
        kinds.count(
                aggregations.path("now").path("templates"),
                aggregations.path("before").path("templates"));
        List<LogGroup> groups = kinds.kinds();
        baseline.saw(kinds.seen(now, border));
        return judge(window, border, aggregations.path("now"), groups);
    }

    /** Both windows in one request: everything from {@code border} on, and the counts before it. */
    private static String query(Instant from, Instant border, Instant to) {
        return """
            {"size": 0, "track_total_hits": true,
             "query": {"bool": {"filter": [{"range": {"at": {"gte": "%1$s", "lt": "%3$s"}}},
               {"terms": {"level": ["WARN", "ERROR", "FATAL", "SEVERE"]}}]}},
             "aggs": {
               "now": {"filter": {"range": {"at": {"gte": "%2$s"}}}, "aggs": {
                 "services": {"terms": {"field": "service", "size": 50}}, %4$s}},
               "before": {"filter": {"range": {"at": {"lt": "%2$s"}}}, "aggs": {%4$s}}}}""".formatted(from, border, to, TEMPLATES);
    }

    private static final String TEMPLATES = """
            "templates": {"terms": {"field": "template", "size": 1000}, "aggs": {
               "levels": {"terms": {"field": "level", "size": 1, "order": {"_key": "asc"}}},
               "services": {"terms": {"field": "service", "size": 5}},
               "example": {"top_hits": {"size": 1, "_source": ["message"], "sort": [{"at": "desc"}]}}}}""";

    private static Finding judge(String window, Instant border, JsonNode now, List<LogGroup> groups) {
        List<LogGroup> present = groups.stream()
                .filter(group -> group.count() > 0)
                .sorted(order(border))
                .toList();
        List<LogGroup> vanished = groups.stream()
                .filter(LogGroup::isVanished)
                .sorted(Comparator.comparingLong(LogGroup::earlier).reversed())
                .limit(MOST_VANISHED)
                .toList();
        long messages = now.path("doc_count").asLong();
        List<LogGroup> newErrors = present.stream()
                .filter(group -> group.isNew(border) && group.isError())
                .toList();
        long fresh = present.stream().filter(group -> group.isNew(border)).count();
        long rising = present.stream().filter(LogGroup::isRising).count();
        Map<String, Object> evidence = Map.of(
                "window",
                window,
                "messages",
                messages,
                "byService",
                counts(now.path("services")),
                "groups",
                present.stream()
                        .limit(MOST_GROUPS)
                        .map(group -> group.toMap(border))
                        .toList(),
                "vanished",
                vanished.stream().map(group -> group.toMap(border)).toList());
        String gone = vanished.isEmpty() ? "" : ", " + vanished.size() + " vanished";
        String summary = messages == 0
                ? "No warnings or errors in " + window + gone
                : messages + " warnings and errors in " + window + ", " + present.size() + " kinds, " + fresh + " new, "
                        + rising + " rising" + gone;
        if (newErrors.isEmpty()) {
            return Finding.good(summary, evidence);
        }
        String first = newErrors.getFirst().example();
        return Finding.bad(summary + "; " + newErrors.size() + " kinds of error are new, such as: " + first, evidence);
    }

    /** New errors first, then what is new, then what is rising, then by number. */
    private static Comparator<LogGroup> order(Instant border) {
        return Comparator.comparing((LogGroup group) -> !(group.isNew(border) && group.isError()))
                .thenComparing(group -> !group.isNew(border))
                .thenComparing(group -> !group.isRising())
                .thenComparing(Comparator.comparingLong(LogGroup::count).reversed());
    }

    private static Map<String, Long> counts(JsonNode terms) {
        Map<String, Long> counts = new HashMap<>();
        for (JsonNode bucket : terms.path("buckets")) {
            counts.put(bucket.path("key").asText(), bucket.path("doc_count").asLong());
        }
        return counts;
    }
}
