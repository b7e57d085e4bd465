package io.agentaiops.alertrouter.matching;

import io.agentaiops.alertrouter.alert.Labels;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Conditions that must all hold. None at all hold for every alert.
 *
 * @param all the conditions
 */
public record Matchers(List<Matcher> all) {

    public static final Matchers ANY = new Matchers(List.of());

    public Matchers {
        all = List.copyOf(all);
    }

    public boolean matches(Labels labels) {
        for (Matcher matcher : all) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** As Alertmanager prints them in group keys: <code>{team="web",severity=~"a|b"}</code>. */
    @Override
    public String toString() {
        return all.stream().map(Matcher::toString).sorted().collect(Collectors.joining(",", "{", "}"));
    }
}
