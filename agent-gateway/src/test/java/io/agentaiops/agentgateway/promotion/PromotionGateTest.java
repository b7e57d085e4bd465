package io.agentaiops.agentgateway.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.library.ModelFigures;
import io.agentaiops.agentgateway.promotion.CanaryPolicy.Verdict;
import io.agentaiops.agentgateway.promotion.GoldenQuestion.Mark;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PromotionGateTest {

    private static final PromotionConfig CONFIG = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(PromotionConfig.class)
            .build()
            .getConfigMapping(PromotionConfig.class);
    private static final Duration LONG = Duration.ofHours(2);

    private final PromotionGate gate = new PromotionGate(CONFIG);
    private final CanaryPolicy policy = new CanaryPolicy(CONFIG);

    @Test
    void aModelThatAnswersAndCallsRightlyPasses() {
        assertThat(gate.judge(marks(17, 18, 6, 6), null).passed()).isTrue();
    }

    @Test
    void aModelThatBreaksToolCallsNeverPassesHoweverWellItAnswers() {
        assertThat(gate.judge(marks(17, 18, 6, 5), null).problem()).contains("tool calls made sense");
        assertThat(gate.judge(marks(12, 12, 0, 0), null).problem()).contains("tool calls made sense");
    }

    @Test
    void aModelThatAnswersWorseThanTheDefaultDoesNotPass() {
        assertThat(gate.judge(marks(14, 18, 6, 6), 1.0).problem()).contains("the present default 100 %");
        assertThat(gate.judge(marks(14, 18, 6, 6), 0.8).passed()).isTrue();
        assertThat(gate.judge(marks(11, 18, 6, 6), null).problem()).contains("70 % are needed");
    }

    @Test
    void theTrialGoesOnUntilThereIsEnoughToJudge() {
        assertThat(policy.onTrial(null, null, LONG)).isEqualTo(new Verdict.GoOn());
        assertThat(policy.onTrial(figures(4, 4, 0, 0, 900), null, LONG)).isEqualTo(new Verdict.GoOn());
        assertThat(policy.onTrial(figures(50, 0, 20, 0, 900), null, Duration.ofMinutes(5)))
                .isEqualTo(new Verdict.GoOn());
    }

    @Test
    void aGoodTrialPromotes() {
        assertThat(policy.onTrial(figures(50, 1, 20, 0, 900), figures(400, 8, 100, 1, 800), LONG))
                .isInstanceOf(Verdict.Promote.class);
    }

    @Test
    void moreFailuresOrSenselessCallsOrSlownessRollBack() {
        ModelFigures before = figures(400, 8, 100, 1, 3_000);

        assertThat(policy.onTrial(figures(6, 2, 0, 0, 900), before, Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        Verdict.RollBack.class,
                        back -> assertThat(back.reason()).contains("2 of 6 chats failed"));
        assertThat(policy.onTrial(figures(30, 0, 10, 3, 900), before, LONG)).isInstanceOf(Verdict.RollBack.class);
        assertThat(policy.watched(figures(30, 0, 10, 0, 9_000), before, LONG)).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void aTrialThatNobodyAsksEndsWithoutAChange() {
        assertThat(policy.onTrial(null, null, Duration.ofDays(8))).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void aPromotedModelIsSettledWhenItsTimeIsOver() {
        assertThat(policy.watched(figures(30, 0, 10, 0, 900), null, LONG)).isEqualTo(new Verdict.GoOn());
        assertThat(policy.watched(figures(30, 0, 10, 0, 900), null, Duration.ofHours(25)))
                .isInstanceOf(Verdict.Promote.class);
    }

    @Test
    void theGoldenQuestionsAreReadAndDiffer() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PromotionGateTest.class.getResourceAsStream("/golden/questions.json"))) {
            List<GoldenQuestion> questions = GoldenQuestion.read(new ObjectMapper().readTree(in));

            assertThat(questions)
                    .hasSizeGreaterThanOrEqualTo(15)
                    .extracting(GoldenQuestion::id)
                    .doesNotHaveDuplicates();
            assertThat(questions)
                    .filteredOn(question -> question.expect().tool() != null)
                    .hasSizeGreaterThan(4);
            assertThat(questions)
                    .allSatisfy(question -> assertThat(question.expect().all().isEmpty()
                                    && question.expect().tool() == null)
                            .as("%s expects something", question.id())
                            .isFalse());
        }
    }

    private static List<Mark> marks(int correct, int of, int calls, int valid) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < of; i++) {
            marks.add(new Mark("q" + i, i < correct, "", i < calls ? 1 : 0, i < valid ? 1 : 0));
        }
        return marks;
    }

    private static ModelFigures figures(long chats, long failures, long calls, long invalid, long p95) {
        return new ModelFigures(
                "m",
                "d",
                chats,
                failures,
                100L,
                200L,
                p95 / 2,
                p95,
                40,
                1_000,
                1_000,
                calls,
                invalid,
                0,
                0,
                Instant.EPOCH);
    }
}
