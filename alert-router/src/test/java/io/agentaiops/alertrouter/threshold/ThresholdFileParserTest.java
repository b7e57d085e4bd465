package io.agentaiops.alertrouter.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.agentaiops.alertrouter.yaml.InvalidFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ThresholdFileParserTest {

    private static final String RULE = """
            thresholds:
              - alert: A
                metric: m
                operator: '>'
                value: 1
                for: 5m
                severity: warning
                annotations:
                  summary: ${value}
            """;

    @Test
    void shippedFileHoldsTheThresholdsOfTheProcedures() throws IOException {
        try (var stream = Objects.requireNonNull(getClass().getResourceAsStream("/defaults/thresholds.yml"))) {
            List<ThresholdRule> rules =
                    ThresholdFileParser.parse("t.yml", new String(stream.readAllBytes(), StandardCharsets.UTF_8));

            assertThat(rules)
                    .extracting(
                            ThresholdRule::alert,
                            r -> r.comparison().sign(),
                            ThresholdRule::limit,
                            ThresholdRule::lasting)
                    .containsExactly(
                            tuple("HighCpuUsage", ">", 80.0, Duration.ofMinutes(5)),
                            tuple("HighMemoryUsage", ">", 90.0, Duration.ofMinutes(5)),
                            tuple("HighErrorRate", ">", 5.0, Duration.ofMinutes(10)),
                            tuple("ServiceDown", "<", 1.0, Duration.ofMinutes(2)),
                            tuple("DiskSpaceLow", "<", 10.0, Duration.ZERO),
                            tuple("OllamaDown", "<", 1.0, Duration.ofMinutes(2)),
                            tuple("KnowledgeStale", ">", 120.0, Duration.ofMinutes(3)),
                            tuple("KnowledgeFolderGone", ">", 0.0, Duration.ofMinutes(5)),
                            tuple("KnowledgeDocumentsRefused", ">", 0.0, Duration.ofMinutes(15)),
                            tuple("KnowledgeIndexUnsound", ">", 0.0, Duration.ZERO));
        }
    }

    @Test
    void wrongRulesAreRefusedWithTheirLines() {
        assertRefused("operator: '>'", "operator: '=>'", 4, "=>");
        assertRefused("value: 1", "value: much", 5, "number");
        assertRefused("for: 5m", "for: 5", 6, "duration");
        assertRefused("severity: warning", "severity: bad", 7, "info, warning, critical");
        assertRefused("${value}", "${valeu}", 9, "valeu");
        assertRefused("metric: m", "metrik: m", 2, "metric");
    }

    private static void assertRefused(String from, String to, int line, String word) {
        assertThatThrownBy(() -> ThresholdFileParser.parse("t.yml", RULE.replace(from, to)))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith("t.yml:" + line + ": ")
                .hasMessageContaining(word);
    }
}
