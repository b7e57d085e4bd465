package io.agentaiops.agentgateway.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternPolicyTest {

    private final PatternPolicy policy = new PatternPolicy(3, Duration.ofSeconds(20), 0.2);

    @Test
    void aQuestionThatGoesWellAndSeldomGivesNoReasonToDoAnything() {
        assertThat(kinds(pattern(2, 0, 0, 0, 1_000))).isEmpty();
    }

    @Test
    void everyKindOfTroubleIsNamedTheWorstFirst() {
        assertThat(kinds(pattern(10, 3, 3, 3, 25_000)))
                .containsExactly("failed", "unanswered", "low-rated", "slow", "repeated");
    }

    @Test
    void aSingleFailureAmongManyIsNotNamed() {
        assertThat(kinds(pattern(10, 1, 0, 0, 1_000))).containsExactly("repeated");
    }

    private List<String> kinds(Pattern pattern) {
        return policy.advise(pattern).stream().map(PatternPolicy.Advice::kind).toList();
    }

    private static Pattern pattern(long asked, long failed, long unanswered, long down, long medianMs) {
        return new Pattern("p", "sample", asked, 2, failed, unanswered, 0, 0, down, medianMs, medianMs, Instant.EPOCH);
    }
}
