package io.agentaiops.toolrunner.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.eventcontracts.tool.Expectation.Bound;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectationJudgeTest {

    private static final String DF = "Filesystem Use%\n/dev/sda1 42%\n/dev/sdb1 93%\n";

    @Test
    void everyConditionMustHoldAndEveryFaultIsNamed() {
        Expectation expected = new Expectation(0, List.of("sda1", "sdz"), List.of("sdb1"), "(?m)^/dev", null, null);

        assertThat(ExpectationJudge.judge(expected, 1, DF))
                .isEqualTo(new Verdict(
                        false, "exit code 1 instead of 0; output does not contain 'sdz'; output contains 'sdb1'"));
    }

    @Test
    void goodResultIsMet() {
        Expectation expected = new Expectation(
                0, List.of("sda1"), List.of("error"), "sd[ab]", new Bound("(\\d+)%", 95), new Bound("(\\d+)%", 40));

        assertThat(ExpectationJudge.judge(expected, 0, DF)).isEqualTo(new Verdict(true, ""));
    }

    @Test
    void everyCapturedNumberIsBounded() {
        assertThat(judge(new Bound("(\\d+)%", 90), null)).isEqualTo(new Verdict(false, "93 instead of at most 90"));
        assertThat(judge(null, new Bound("(\\d+)%", 50))).isEqualTo(new Verdict(false, "42 instead of at least 50"));
    }

    @Test
    void boundWithoutANumberIsNotMet() {
        assertThat(judge(new Bound("load (\\d+)", 90), null).met()).isFalse();
        assertThat(judge(new Bound("(Filesystem)", 90), null).reason()).contains("'Filesystem' is not a number");
    }

    @Test
    void processThatWasKilledHasNoExitCodeToMatch() {
        Expectation expected = new Expectation(0, List.of(), List.of(), null, null, null);

        assertThat(ExpectationJudge.judge(expected, null, "").reason()).isEqualTo("exit code missing instead of 0");
    }

    @Test
    void patternThatRunsAwayEndsAsNotMet() {
        Expectation expected = new Expectation(null, List.of(), List.of(), "(.*a){25}z", null, null);

        assertThat(ExpectationJudge.judge(expected, 0, "a".repeat(60)).reason()).contains("takes too long");
    }

    @Test
    void patternThatNestsTooDeeplyEndsAsNotMet() {
        Expectation expected = new Expectation(null, List.of(), List.of(), "(a|b)*c", null, null);

        assertThat(ExpectationJudge.judge(expected, 0, "ab".repeat(200_000)).reason())
                .contains("takes too long");
    }

    private static Verdict judge(@Nullable Bound max, @Nullable Bound min) {
        return ExpectationJudge.judge(new Expectation(null, List.of(), List.of(), null, max, min), 0, DF);
    }
}
