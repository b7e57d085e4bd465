package io.agentaiops.opsscheduler.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.logmining.LineFormat;
import io.agentaiops.logmining.Mined;
import io.agentaiops.logmining.TemplateMiner;
import io.agentaiops.opsscheduler.log.LogBaseline.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings what OpenSearch counted down to kinds of messages, those of the baseline among them. */
final class LogKinds {

    /** Messages that OpenSearch counted together, with the template they got when they were stored. */
    private record Counted(Mined mined, LogGroup group) {}

    private final TemplateMiner miner = new TemplateMiner();
    private final List<Known> baseline;
    private final List<Counted> counted = new ArrayList<>();

    LogKinds(List<Known> baseline) {
        this.baseline = baseline;
        miner.know(baseline.stream().map(Known::template).toList());
    }

    /** Takes the buckets of both windows. */
    void count(JsonNode now, JsonNode before) {
        Map<String, LogGroup> byTemplate = new LinkedHashMap<>();
        for (JsonNode bucket : now.path("buckets")) {
            byTemplate.put(
                    bucket.path("key").asText(),
                    group(bucket, bucket.path("doc_count").asLong(), 0));
        }
        for (JsonNode bucket : before.path("buckets")) {
            LogGroup earlier = group(bucket, 0, bucket.path("doc_count").asLong());
            byTemplate.merge(bucket.path("key").asText(), earlier, (one, two) -> one.and(two, ""));
        }
        byTemplate.values().forEach(group -> counted.add(new Counted(miner.add(message(group.example())), group)));
    }

    /** Lines of followed files come with what their writer put before the message. */
    private static String message(String line) {
        String first = line.lines().findFirst().orElse("");
        return LineFormat.of(List.of(first)).message(first);
    }

    /** The kinds. */
    List<LogGroup> kinds() {
        miner.settle();
        Map<Integer, LogGroup> kinds = new TreeMap<>();
        for (Counted some : counted) {
            int number = miner.number(some.mined());
            String text = miner.template(number).text();
            LogGroup kind = named(
                    some.group(),
                    text,
                    number < baseline.size() ? baseline.get(number).firstSeen() : null);
            kinds.merge(number, kind, (one, two) -> one.and(two, text));
        }
        return List.copyOf(kinds.values());
    }

    /** The same for the baseline; those of the window before count as seen then. */
    List<Known> seen(Instant now, Instant border) {
        Map<Integer, Known> seen = new TreeMap<>();
        for (Counted some : counted) {
            int number = miner.number(some.mined());
            Instant at = some.group().earlier() > 0 ? border.minusSeconds(1) : now;
            Known kind = new Known(miner.template(number), some.group().example(), at, now);
            seen.merge(number, kind, (one, two) -> one.firstSeen().isBefore(two.firstSeen()) ? one : two);
        }
        return List.copyOf(seen.values());
    }

    private static LogGroup named(LogGroup group, String text, @Nullable Instant firstSeen) {
        return new LogGroup(
                text, group.level(), group.services(), group.count(), group.earlier(), firstSeen, group.example());
    }

    private static LogGroup group(JsonNode bucket, long now, long before) {
        List<String> services = new ArrayList<>();
        bucket.path("services")
                .path("buckets")
                .forEach(service -> services.add(service.path("key").asText()));
        return new LogGroup(
                "",
                bucket.path("levels").path("buckets").path(0).path("key").asText("WARN"),
                services,
                now,
                before,
                null,
                bucket.at("/example/hits/hits/0/_source/message")
                        .asText(bucket.path("key").asText()));
    }
}
