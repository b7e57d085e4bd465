package io.agentaiops.alertrouter.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.alertrouter.yaml.InvalidFile;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrillFileParserTest {

    private static final String GOOD = """
            drills:
              - name: weekly
                weekdays: [thursday]
                at: '11:00'
                receivers: [critical]
                fallback: [operations]
                within: 2m
            """;

    private static List<Drill> parse(String text) {
        return DrillFileParser.parse("drills.yml", text, Set.of("critical", "operations")::contains);
    }

    @Test
    void drillIsReadAsItIsWritten() {
        assertThat(parse(GOOD)).singleElement().satisfies(drill -> {
            assertThat(drill.time().weekdays()).containsExactly(DayOfWeek.THURSDAY);
            assertThat(drill.receivers()).containsExactly("critical");
            assertThat(drill.fallback()).containsExactly("operations");
            assertThat(drill.within()).isEqualTo(Duration.ofMinutes(2));
        });
        assertThat(parse("drills: []")).isEmpty();
    }

    @Test
    void whatIsWrongIsRefusedWithItsLine() {
        assertRefused(GOOD.replace("[critical]", "[nobody]"), "drills.yml:5", "nobody is no receiver");
        assertRefused(GOOD.replace("[critical]", "[]"), "drills.yml:2", "at least one receiver");
        assertRefused(GOOD.replace("'11:00'", "eleven"), "drills.yml:4", "not a time");
        assertRefused(GOOD.replace("thursday", "someday"), "drills.yml:3", "not a weekday");
        assertRefused(GOOD.replace("2m", "2h"), "drills.yml:2", "between 1s and 1h");
        assertRefused(GOOD.replace("within", "withing"), "drills.yml", "withing is not a key");
        assertRefused(GOOD + GOOD.substring(GOOD.indexOf("  - name")), "drills.yml", "stands twice");
    }

    private static void assertRefused(String text, String... parts) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(InvalidFile.class).hasMessageContainingAll(parts);
    }
}
