package io.agentaiops.ragindexer.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.ragindexer.quality.QualityFigures.Score;
import io.agentaiops.ragindexer.quality.QualityPolicy.Decision;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QualityPolicyTest {

    @Test
    void lossBeyondWhatIsToleratedIsWorse() {
        Decision decision = QualityPolicy.compare(figures(20, 1.0), figures(20, 0.9), 0.02, 0.1, 10);

        assertThat(decision.worse()).isTrue();
        assertThat(decision.reason())
                .isEqualTo("20 golden questions: nDCG@10 0.900 after 1.000, MRR 0.900 after 1.000, "
                        + "recall@10 0.900 after 1.000, out of scope refused 1.000 after 1.000");
    }

    @Test
    void smallLossIsToleratedButNeverBecomesTheMeasure() {
        Decision decision = QualityPolicy.compare(figures(20, 1.0), figures(20, 0.99), 0.02, 0.1, 10);

        assertThat(decision.worse()).isFalse();
        assertThat(decision.lower()).isTrue();
    }

    @Test
    void onlyQuestionsOfBothMeasurementsCount() {
        QualityFigures more = figures(30, 1.0);
        Map<String, Score> scores = new TreeMap<>(more.scores());
        for (int i = 20; i < 30; i++) {
            scores.put("q" + i, new Score(0, 0, 0));
        }

        assertThat(QualityPolicy.compare(figures(20, 1.0), measured(scores), 0.02, 0.1, 10)
                        .worse())
                .isFalse();
    }

    @Test
    void documentsThatAreNotAmongTheFirstTenAnyMoreAreALoss() {
        Map<String, Score> before = new TreeMap<>();
        Map<String, Score> now = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            before.put("q" + i, new Score(0.3, 0.1, 1));
            now.put("q" + i, new Score(0.3, 0.1, i < 2 ? 0 : 1));
        }

        assertThat(QualityPolicy.compare(measured(before), measured(now), 0.02, 0.1, 10)
                        .worse())
                .isTrue();
    }

    @Test
    void answersToQuestionsThatNothingAnswersAreALossBeyondOneOrTwo() {
        assertThat(QualityPolicy.compare(refusing(0.96), refusing(0.9), 0.02, 0.1, 10)
                        .worse())
                .isFalse();
        assertThat(QualityPolicy.compare(refusing(0.96), refusing(0.5), 0.02, 0.1, 10)
                        .worse())
                .isTrue();
    }

    private static QualityFigures refusing(double outOfScope) {
        return new QualityFigures("v", Instant.EPOCH, figures(20, 1.0).scores(), outOfScope, 0, OptionalDouble.empty());
    }

    @Test
    void fewQuestionsDecideNothing() {
        assertThat(QualityPolicy.compare(figures(5, 1.0), figures(5, 0.1), 0.02, 0.1, 10)
                        .worse())
                .isFalse();
    }

    private static QualityFigures measured(Map<String, Score> scores) {
        return new QualityFigures("v", Instant.EPOCH, scores, 1, 0, OptionalDouble.empty());
    }

    private static QualityFigures figures(int questions, double score) {
        Map<String, Score> scores = new TreeMap<>();
        for (int i = 0; i < questions; i++) {
            scores.put("q" + i, new Score(score, score, score));
        }
        return measured(scores);
    }
}
