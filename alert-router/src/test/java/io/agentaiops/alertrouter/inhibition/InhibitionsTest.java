package io.agentaiops.alertrouter.inhibition;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InhibitionsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final InhibitRule RULE = new InhibitRule(
            "", matchers("severity=\"critical\""), matchers("severity=~\"warning|critical\""), List.of("host", "zone"));

    private static Matchers matchers(String text) {
        return new Matchers(MatcherParser.parse(text));
    }

    private static Labels labels(String severity, String host, String name) {
        return Labels.of(Map.of("alertname", name, "severity", severity, "host", host));
    }

    private static Alert alert(Labels labels) {
        return new Alert(labels, Map.of(), NOW, NOW.plusSeconds(60), true, NOW, "");
    }

    @Test
    void sourceInhibitsTargetsWithEqualLabelsAndAMissingLabelIsEmpty() {
        Labels source = labels("critical", "db1", "Down");
        Inhibitions inhibitions = new Inhibitions(List.of(RULE), List.of(alert(source)));

        assertThat(inhibitions.inhibitor(labels("warning", "db1", "Slow"))).contains(source.fingerprint());
        assertThat(inhibitions.inhibitor(labels("warning", "db2", "Slow"))).isEmpty();
        assertThat(inhibitions.inhibitor(labels("warning", "db1", "Slow").and(Map.of("zone", "a"))))
                .isEmpty();
    }

    @Test
    void alertThatBothSidesMatchInhibitsNeitherItselfNorItsLike() {
        Labels one = labels("critical", "db1", "Down");
        Labels two = labels("critical", "db1", "Gone");
        Inhibitions inhibitions = new Inhibitions(List.of(RULE), List.of(alert(one), alert(two)));

        assertThat(inhibitions.inhibitor(one)).isEmpty();
        assertThat(inhibitions.inhibitor(two)).isEmpty();
    }
}
