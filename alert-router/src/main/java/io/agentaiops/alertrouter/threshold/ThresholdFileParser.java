package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.yaml.PromDuration;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads thresholds.yml strictly. */
final class ThresholdFileParser {

    private static final List<String> SEVERITIES = List.of("info", "warning", "critical");

    private ThresholdFileParser() {}

    /** The rules in the order of the file. Throws {@link io.agentaiops.alertrouter.yaml.InvalidFile}. */
    static List<ThresholdRule> parse(String file, String text) {
        YamlMap root = YamlMap.parse(file, text);
        Map<String, ThresholdRule> rules = new LinkedHashMap<>();
        for (YamlMap entry : root.maps("thresholds")) {
            ThresholdRule rule = rule(entry);
            if (rules.put(rule.alert(), rule) != null) {
                throw entry.refuse("alert", rule.alert() + " is the name of another threshold too");
            }
            entry.finish();
        }
        root.finish();
        return List.copyOf(rules.values());
    }

    private static ThresholdRule rule(YamlMap entry) {
        entry.requiredText("operator");
        return new ThresholdRule(
                entry.requiredText("alert"),
                entry.requiredText("metric"),
                matchers(entry),
                entry.texts("by"),
                entry.convert("operator", Comparison::of).orElseThrow(),
                entry.decimal("value").orElseThrow(() -> entry.refuse("value", "needs a value")),
                entry.duration("for", Duration.ZERO),
                entry.convert("absent-for", PromDuration::parse).orElse(null),
                entry.maps("expected").stream()
                        .map(labels -> Labels.of(labels.allTexts()))
                        .toList(),
                entry.convert("severity", ThresholdFileParser::severity).orElse("warning"),
                entry.map("labels").map(YamlMap::allTexts).orElse(Map.of()),
                annotations(entry));
    }

    private static Matchers matchers(YamlMap entry) {
        List<Matcher> all = new ArrayList<>();
        entry.convertAll("matchers", MatcherParser::parse).forEach(all::addAll);
        return new Matchers(all);
    }

    private static String severity(String text) {
        if (!SEVERITIES.contains(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is not one of " + String.join(", ", SEVERITIES));
        }
        return text;
    }

    private static Map<String, Placeholders> annotations(YamlMap entry) {
        Map<String, Placeholders> annotations = new LinkedHashMap<>();
        entry.map("annotations")
                .ifPresent(map -> map.keys()
                        .forEach(name ->
                                map.convert(name, Placeholders::new).ifPresent(text -> annotations.put(name, text))));
        return annotations;
    }
}
