package io.agentaiops.ragindexer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    @Test
    void measuresAreThoseOfTrecEval() {
        Judgements judgements = new Judgements(Map.of("a", 2, "b", 1, "c", 0, "d", 1));

        Evaluation.QueryEvaluation result = Evaluation.judge(judgements, List.of("x", "b", "c", "a"), 10);

        // DCG = 1/log2(3) + 2/log2(5); ideal = 2 + 1/log2(3) + 1/log2(4)
        assertThat(result.ndcg10()).isCloseTo((0.63093 + 0.86135) / (2 + 0.63093 + 0.5), within(1e-4));
        assertThat(result.reciprocalRank()).isEqualTo(0.5);
        assertThat(result.recall()).isCloseTo(2.0 / 3, within(1e-9));
    }

    @Test
    void nothingFoundIsZero() {
        Evaluation.QueryEvaluation result = Evaluation.judge(new Judgements(Map.of("a", 1)), List.of(), 10);

        assertThat(result.ndcg10()).isZero();
        assertThat(result.reciprocalRank()).isZero();
        assertThat(result.recall()).isZero();
    }

    @Test
    void averageIsOverAllQuestions() {
        Judgements judgements = new Judgements(Map.of("a", 1));

        Evaluation all = Evaluation.of(
                Map.of(
                        "1", Evaluation.judge(judgements, List.of("a"), 5),
                        "2", Evaluation.judge(judgements, List.of("b", "a"), 5)),
                5);

        assertThat(all.mrr()).isEqualTo(0.75);
        assertThat(all.queries()).isEqualTo(2);
    }
}
