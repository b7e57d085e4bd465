package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.threshold.Measure.Function;
import io.agentaiops.alertrouter.yaml.PromDuration;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads thresholds.yml strictly. */
final class ThresholdFileParser {

    private static final List<String> SEVERITIES = List.of("info", "warning", "critical");

    private ThresholdFileParser() {}

    /** The rules in the order of the file. Throws {@link io.agentaiops.alertrouter.yaml.InvalidFile}. */
    static List<ThresholdRule> parse(String file, String text) {
        YamlMap root = YamlMap.parse(file, text);
        Map<String, ThresholdRule> rules = new LinkedHashMap<>();
        for (YamlMap entry : root.maps("thresholds")) {
            ThresholdRule rule = rule(entry, entry.requiredText("alert"));
            if (rules.put(rule.alert(), rule) != null) {
                throw entry.refuse("alert", rule.alert() + " is the name of another threshold too");
            }
            entry.finish();
        }
        root.finish();
        return List.copyOf(rules.values());
    }

    /** One rule, as YAML or JSON, of that name. Throws {@link io.agentaiops.alertrouter.yaml.InvalidFile}. */
    static ThresholdRule parseOne(String alert, String text) {
        YamlMap entry = YamlMap.parse("threshold", text);
        if (!entry.text("alert", alert).equals(alert)) {
            throw entry.refuse("alert", "must be " + alert + ", as in the address, or be left out");
        }
        ThresholdRule rule = rule(entry, alert);
        entry.finish();
        return rule;
    }

    private static ThresholdRule rule(YamlMap entry, String alert) {
        entry.requiredText("operator");
        double limit = finite(entry, "value").orElseThrow(() -> entry.refuse("value", "needs a value"));
        Measure measure = measure(entry);
        try {
            return rule(entry, alert, limit, measure);
        } catch (IllegalArgumentException e) {
            throw entry.refuse("resolve-value", String.valueOf(e.getMessage()));
        }
    }

    private static ThresholdRule rule(YamlMap entry, String alert, double limit, Measure measure) {
        return new ThresholdRule(
                alert,
                entry.requiredText("metric"),
                matchers(entry),
                entry.texts("by"),
                entry.convert("operator", Comparison::of).orElseThrow(),
                limit,
                finite(entry, "resolve-value").orElse(null),
                measure,
                entry.duration("for", Duration.ZERO),
                entry.convert("absent-for", PromDuration::parse).orElse(null),
                entry.maps("expected").stream()
                        .map(labels -> Labels.of(labels.allTexts()))
                        .toList(),
                entry.convert("severity", ThresholdFileParser::severity).orElse("warning"),
                entry.map("labels").map(YamlMap::allTexts).orElse(Map.of()),
                annotations(entry));
    }

    private static Optional<Double> finite(YamlMap entry, String key) {
        return entry.decimal(key).map(value -> {
            if (!Double.isFinite(value)) {
                throw entry.refuse(key, "must be a finite number, but is " + value);
            }
            return value;
        });
    }

    private static Measure measure(YamlMap entry) {
        Function function = entry.convert("calculate", Function::of).orElse(Function.LATEST);
        try {
            return new Measure(function, entry.duration("over", Duration.ZERO), entry.text("total", ""));
        } catch (IllegalArgumentException e) {
            throw entry.refuse("calculate", String.valueOf(e.getMessage()));
        }
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
