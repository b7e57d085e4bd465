package io.agentaiops.alertrouter.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.escalation.EscalationPolicy.Level;
import io.agentaiops.alertrouter.escalation.EscalationPolicy.Target;
import io.agentaiops.alertrouter.yaml.InvalidFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EscalationFileParserTest {

    private static final String LEVEL = "{name: one, tell: [{person: ada}]}";

    @Test
    void shippedFileHoldsTheLevelsOfTheProcedures() throws IOException {
        try (var stream = Objects.requireNonNull(getClass().getResourceAsStream("/defaults/escalation.yml"))) {
            EscalationPolicy policy = EscalationFileParser.parse(
                            "e.yml", new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .getFirst();

            assertThat(policy.matchers().matches(Labels.of(Map.of("severity", "critical"))))
                    .isTrue();
            assertThat(policy.levels())
                    .extracting(Level::name)
                    .containsExactly(
                            "Level 1, Operations Team (ext. 1001)",
                            "Level 2, Engineering Team (ext. 2001)",
                            "Level 3, Architecture Team (ext. 3001)",
                            "Emergency, On-call Manager (emergency hotline)");
        }
    }

    @Test
    void targetsAreReceiversPeopleAndSchedules() {
        EscalationPolicy policy = parse("{name: p, levels: [{name: one, after: 2m, tell:"
                        + " [{receiver: r}, {person: ada}, {schedule: s}]}]}")
                .getFirst();

        assertThat(policy.groupBy()).containsExactly("alertname");
        assertThat(policy.levels().getFirst().targets())
                .containsExactly(new Target.ToReceiver("r"), new Target.ToPerson("ada"), new Target.ToSchedule("s"));
    }

    @Test
    void wrongPoliciesAreRefusedWithTheirReason() {
        assertRefused("{name: p}", "levels needs one level at least");
        assertRefused("{name: p, levels: [{name: one}]}", "tell needs somebody");
        assertRefused("{name: p, levels: [{name: one, tell: [{team: x}]}]}", "schedule needs a value");
        assertRefused("{name: p, levels: [{name: one, tell: [{person: a, receiver: b}]}]}", "person is not a key");
        assertRefused("{name: p, acknowledged-for: 0s, levels: [" + LEVEL + "]}", "must be more than 0");
        assertRefused("{name: p, matchers: ['a=~\"(\"'], levels: [" + LEVEL + "]}", "matchers");
        assertRefused("{name: p, levels: [" + LEVEL + "]}, {name: p, levels: [" + LEVEL + "]}", "stands twice");
    }

    private static List<EscalationPolicy> parse(String policies) {
        return EscalationFileParser.parse("e.yml", "policies: [" + policies + "]");
    }

    private static void assertRefused(String policies, String reason) {
        assertThatThrownBy(() -> parse(policies))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith("e.yml:1: ")
                .hasMessageContaining(reason);
    }
}
