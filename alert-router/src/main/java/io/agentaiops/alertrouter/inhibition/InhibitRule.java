package io.agentaiops.alertrouter.inhibition;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matchers;
import java.util.List;

/**
 * While an alert fires that {@code source} matches, nobody is told of those that {@code target} matches and that have
 * the same values of {@code equal}; a missing label counts as empty. An alert that both sides match never inhibits
 * itself or its like.
 *
 * @param name what it is called; may be empty
 * @param source the alerts that inhibit
 * @param target the alerts that are inhibited
 * @param equal the labels that must be equal
 */
public record InhibitRule(String name, Matchers source, Matchers target, List<String> equal) {

    public InhibitRule {
        equal = List.copyOf(equal);
    }

    /** The values of the labels that must be equal. */
    List<String> key(Labels labels) {
        return equal.stream().map(labels::get).toList();
    }
}
