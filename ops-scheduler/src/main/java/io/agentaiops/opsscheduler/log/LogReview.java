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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code logs.review}: the warnings and errors of the last hours, grouped by what they say and held against the hours
 * before. Fails on an error that was not there before, and when the logs cannot be read.
 */
@ApplicationScoped
class LogReview implements CapabilityHandler {

    private static final int MOST_GROUPS = 40;

    private final OpenSearchClient client;
    private final Clock clock;

    LogReview(OpenSearchClient client, Clock clock) {
        this.client = client;
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
        String query = query(now.minus(length.multipliedBy(2)), now.minus(length), now);
        try {
            JsonNode answer = client.send(
                    "POST", "logs-*/_search?ignore_unavailable=true&allow_no_indices=true", "application/json", query);
            return judge(window, answer.path("aggregations"));
        } catch (IOException e) {
            return Finding.bad(
                    "Logs cannot be reviewed: OpenSearch at " + client.where() + " does not answer as it should (" + e
                            + "). Look at its state with GET /_cluster/health, then run this step again",
                    Map.of("window", window));
        }
    }

    /** Both windows in one request: everything from {@code border} on, and the counts before it. */
    private static String query(Instant from, Instant border, Instant to) {
        return """
            {"size": 0, "track_total_hits": true,
             "query": {"range": {"at": {"gte": "%1$s", "lt": "%3$s"}}},
             "aggs": {
               "now": {"filter": {"range": {"at": {"gte": "%2$s"}}}, "aggs": {
                 "services": {"terms": {"field": "service", "size": 50}},
                 "templates": {"terms": {"field": "template", "size": 500}, "aggs": {
                   "levels": {"terms": {"field": "level", "size": 1, "order": {"_key": "asc"}}},
                   "services": {"terms": {"field": "service", "size": 5}},
                   "example": {"top_hits": {"size": 1, "_source": ["message"], "sort": [{"at": "desc"}]}}}}}},
               "before": {"filter": {"range": {"at": {"lt": "%2$s"}}}, "aggs": {
                 "templates": {"terms": {"field": "template", "size": 5000}}}}}}""".formatted(from, border, to);
    }

    private static Finding judge(String window, JsonNode aggregations) {
        JsonNode now = aggregations.path("now");
        List<LogGroup> groups = groups(now, counts(aggregations.path("before").path("templates")));
        long messages = now.path("doc_count").asLong();
        List<LogGroup> newErrors = groups.stream()
                .filter(group -> group.isNew() && group.isError())
                .toList();
        long fresh = groups.stream().filter(LogGroup::isNew).count();
        long rising = groups.stream().filter(LogGroup::isRising).count();
        Map<String, Object> evidence = Map.of(
                "window",
                window,
                "messages",
                messages,
                "byService",
                counts(now.path("services")),
                "groups",
                groups.stream().limit(MOST_GROUPS).map(LogGroup::toMap).toList());
        String summary = messages == 0
                ? "No warnings or errors in " + window
                : messages + " warnings and errors in " + window + ", " + groups.size() + " kinds, " + fresh + " new, "
                        + rising + " rising";
        if (newErrors.isEmpty()) {
            return Finding.good(summary, evidence);
        }
        String first = newErrors.getFirst().example();
        return Finding.bad(summary + "; " + newErrors.size() + " kinds of error are new, such as: " + first, evidence);
    }

    /** New errors first, then what is new, then what is rising, then by number. */
    private static List<LogGroup> groups(JsonNode now, Map<String, Long> before) {
        List<LogGroup> groups = new ArrayList<>();
        for (JsonNode bucket : now.path("templates").path("buckets")) {
            String template = bucket.path("key").asText();
            groups.add(new LogGroup(
                    template,
                    bucket.path("levels").path("buckets").path(0).path("key").asText("WARN"),
                    List.copyOf(counts(bucket.path("services")).keySet()),
                    bucket.path("doc_count").asLong(),
                    before.getOrDefault(template, 0L),
                    bucket.at("/example/hits/hits/0/_source/message").asText(template)));
        }
        return groups.stream()
                .sorted(Comparator.comparing((LogGroup group) -> !(group.isNew() && group.isError()))
                        .thenComparing(group -> !group.isNew())
                        .thenComparing(group -> !group.isRising())
                        .thenComparing(Comparator.comparingLong(LogGroup::count).reversed()))
                .collect(Collectors.toList());
    }

    private static Map<String, Long> counts(JsonNode terms) {
        Map<String, Long> counts = new HashMap<>();
        for (JsonNode bucket : terms.path("buckets")) {
            counts.put(bucket.path("key").asText(), bucket.path("doc_count").asLong());
        }
        return counts;
    }
}
