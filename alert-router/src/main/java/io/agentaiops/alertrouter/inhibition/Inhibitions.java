package io.agentaiops.alertrouter.inhibition;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules of one moment with the alerts that fire on their source side, found by their equal labels. Pure. */
public final class Inhibitions {

    public static final Inhibitions NONE = new Inhibitions(List.of(), List.of());

    /** A rule with its sources by the values of its equal labels. */
    private record Indexed(InhibitRule rule, Map<List<String>, List<Labels>> sources) {}

    private final List<Indexed> rules;

    /** {@code firing} are alerts that last; those that are no rule's source are left out. */
    public Inhibitions(List<InhibitRule> rules, Collection<Alert> firing) {
        this.rules = rules.stream().map(rule -> indexed(rule, firing)).toList();
    }

    private static Indexed indexed(InhibitRule rule, Collection<Alert> firing) {
        Map<List<String>, List<Labels>> sources = new HashMap<>();
        for (Alert alert : firing) {
            if (rule.source().matches(alert.labels())) {
                sources.computeIfAbsent(rule.key(alert.labels()), key -> new ArrayList<>())
                        .add(alert.labels());
            }
        }
        return new Indexed(rule, sources);
    }

    /** The alert that inhibits one with these labels, by the first rule that does. */
    public Optional<Fingerprint> inhibitor(Labels labels) {
        for (Indexed indexed : rules) {
            InhibitRule rule = indexed.rule();
            if (rule.target().matches(labels)) {
                boolean twoSided = rule.source().matches(labels);
                Optional<Labels> source = indexed.sources().getOrDefault(rule.key(labels), List.of()).stream()
                        .filter(candidate -> !(twoSided && rule.target().matches(candidate)))
                        .findFirst();
                if (source.isPresent()) {
                    return source.map(Labels::fingerprint);
                }
            }
        }
        return Optional.empty();
    }

    /** The alerts that inhibit; equal sets inhibit alike. */
    public Set<Fingerprint> sources() {
        return rules.stream()
                .flatMap(indexed -> indexed.sources().values().stream())
                .flatMap(List::stream)
                .map(Labels::fingerprint)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
