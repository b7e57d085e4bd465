package io.agentaiops.agentgateway.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Prints how often the judgement errs, for several thresholds. Not run as a test: {@code ./mvnw -pl agent-gateway -am
 * test -Dtest=SameQuestionBench -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class SameQuestionBench {

    private static final Logger LOG = Logger.getLogger(SameQuestionBench.class);

    @Test
    void measure() throws IOException {
        System.setProperty("ai.djl.offline", "true");
        EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();
        for (String set : List.of("/question/pairs.tsv", "/question/pairs-held-out.tsv")) {
            List<SameQuestionTest.Pair> pairs = SameQuestionTest.read(model, set);
            assertThat(pairs).isNotEmpty();
            for (double threshold = 0.80; threshold < 0.99; threshold += 0.05) {
                SameQuestionTest.Shares both = SameQuestionTest.shares(threshold, pairs, true);
                SameQuestionTest.Shares vectors = SameQuestionTest.shares(threshold, pairs, false);
                LOG.infof(
                        "%s similarity >= %.2f: false hits %.1f %%, hits %.1f %% (by vectors alone: %.1f %%, %.1f %%)",
                        set,
                        threshold,
                        100 * both.falseHits(),
                        100 * both.hits(),
                        100 * vectors.falseHits(),
                        100 * vectors.hits());
            }
        }
    }
}
