package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.escalation.EscalationPolicy.Level;
import io.agentaiops.alertrouter.escalation.EscalationPolicy.Target;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads escalation.yml strictly. */
final class EscalationFileParser {

    private static final Duration ACKNOWLEDGED_FOR = Duration.ofHours(4);

    private EscalationFileParser() {}

    /** The policies in the order of the file. Throws {@link io.agentaiops.alertrouter.yaml.InvalidFile}. */
    static List<EscalationPolicy> parse(String file, String text) {
        YamlMap root = YamlMap.parse(file, text);
        List<EscalationPolicy> policies = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlMap entry : root.maps("policies")) {
            EscalationPolicy policy = policy(entry);
            if (!names.add(policy.name())) {
                throw entry.refuse("name", policy.name() + " stands twice");
            }
            entry.finish();
            policies.add(policy);
        }
        root.finish();
        return policies;
    }

    private static EscalationPolicy policy(YamlMap entry) {
        List<Matcher> matchers = new ArrayList<>();
        entry.convertAll("matchers", MatcherParser::parse).forEach(matchers::addAll);
        List<String> groupBy = entry.texts("group-by");
        List<Level> levels =
                entry.maps("levels").stream().map(EscalationFileParser::level).toList();
        if (levels.isEmpty()) {
            throw entry.refuse("levels", "needs one level at least");
        }
        Duration acknowledgedFor = entry.duration("acknowledged-for", ACKNOWLEDGED_FOR);
        if (acknowledgedFor.isZero()) {
            throw entry.refuse("acknowledged-for", "must be more than 0");
        }
        return new EscalationPolicy(
                entry.requiredText("name"),
                new Matchers(matchers),
                groupBy.isEmpty() ? List.of(Labels.ALERT_NAME) : groupBy,
                acknowledgedFor,
                levels);
    }

    private static Level level(YamlMap entry) {
        List<Target> targets =
                entry.maps("tell").stream().map(EscalationFileParser::target).toList();
        if (targets.isEmpty()) {
            throw entry.refuse("tell", "needs somebody who is told");
        }
        Level level = new Level(entry.requiredText("name"), entry.duration("after", Duration.ZERO), targets);
        entry.finish();
        return level;
    }

    private static Target target(YamlMap entry) {
        Target target;
        if (entry.has("receiver")) {
            target = new Target.ToReceiver(entry.requiredText("receiver"));
        } else if (entry.has("person")) {
            target = new Target.ToPerson(entry.requiredText("person"));
        } else {
            target = new Target.ToSchedule(entry.requiredText("schedule"));
        }
        entry.finish();
        return target;
    }
}
