package io.agentaiops.opsscheduler.log;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LogTemplateTest {

    @Test
    void messagesThatDifferInValuesOnlyAreOfOneTemplate() {
        assertThat(LogTemplate.of("run runId=0193a1b2-0000-7000-8000-00000000abcd took 1,234 ms"))
                .isEqualTo(LogTemplate.of("run runId=0193ffff-1111-7000-8000-00000000dcba took 7 ms"))
                .isEqualTo("run runId=<id> took <n> ms");
        assertThat(LogTemplate.of("connect to 10.0.0.1:9092 failed at 2026-11-22T09:00:00.123Z"))
                .isEqualTo("connect to <address> failed at <time>");
    }

    @Test
    void wordsStayApart() {
        assertThat(LogTemplate.of("disk full")).isNotEqualTo(LogTemplate.of("disk gone"));
        assertThat(LogTemplate.of("utf8 and h2 stay")).isEqualTo("utf8 and h2 stay");
    }

    @Test
    void onlyTheFirstLineCounts() {
        assertThat(LogTemplate.of("failed\n\tat line 1")).isEqualTo("failed");
    }

    @Property
    void templateIsOneShortLine(@ForAll String message) {
        String template = LogTemplate.of(message);

        assertThat(template.length()).isLessThanOrEqualTo(300);
        assertThat(template).doesNotContain("\n");
    }
}
