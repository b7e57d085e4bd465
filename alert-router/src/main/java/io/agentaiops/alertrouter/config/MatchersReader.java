package io.agentaiops.alertrouter.config;

import io.agentaiops.alertrouter.inhibition.InhibitRule;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;

/** Reads matchers in the notation of now and in the two older ones, and what consists of them. */
final class MatchersReader {

    private MatchersReader() {}

    /** All matchers that stand under the three keys. */
    static Matchers read(YamlMap map, String matchers, String match, String matchRegex) {
        List<Matcher> all = new ArrayList<>();
        map.convertAll(matchers, MatcherParser::parse).forEach(all::addAll);
        map.map(match)
                .ifPresent(old -> old.allTexts()
                        .forEach((name, value) -> all.add(new Matcher(name, Matcher.Operator.EQUAL, value))));
        map.map(matchRegex)
                .ifPresent(old -> old.keys()
                        .forEach(name ->
                                all.add(old.convert(name, value -> new Matcher(name, Matcher.Operator.REGEX, value))
                                        .orElseThrow())));
        return new Matchers(all);
    }

    static InhibitRule inhibitRule(YamlMap map) {
        InhibitRule rule = new InhibitRule(
                map.text("name", ""),
                read(map, "source_matchers", "source_match", "source_match_re"),
                read(map, "target_matchers", "target_match", "target_match_re"),
                map.texts("equal"));
        map.finish();
        return rule;
    }
}
