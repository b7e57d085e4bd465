package io.agentaiops.agentgateway.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Measures the judgement on pairs of questions with known answers, with the model that rag-indexer embeds with. The
 * shipped threshold must keep its bound; {@code SameQuestionBench} prints the shares for others.
 */
class SameQuestionTest {

    record Pair(boolean same, Wording one, QuestionVector itsVector, Wording other, QuestionVector otherVector) {}

    record Shares(double falseHits, double hits) {}

    /** As {@code aiops.answer-cache.similarity} ships. */
    private static final double SHIPPED = 0.95;

    /** The pairs by which words and threshold were chosen, and others that nobody looked at while choosing. */
    private static List<Pair> chosenBy = List.of();

    private static List<Pair> heldOut = List.of();

    @BeforeAll
    static void embed() throws IOException {
        System.setProperty("ai.djl.offline", "true");
        EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();
        chosenBy = read(model, "/question/pairs.tsv");
        heldOut = read(model, "/question/pairs-held-out.tsv");
    }

    static List<Pair> read(EmbeddingModel model, String resource) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SameQuestionTest.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(parts -> new Pair(
                            parts[0].equals("same"),
                            Wording.of(parts[1]),
                            vector(model, parts[1]),
                            Wording.of(parts[2]),
                            vector(model, parts[2])))
                    .toList();
        }
    }

    private static QuestionVector vector(EmbeddingModel model, String text) {
        return QuestionVector.of(model.embed(text).content().vector());
    }

    @Test
    void pairsThatDifferAreNotTakenForOneAndMostOfThoseThatDoNotAreFound() {
        assertThat(chosenBy.size() + heldOut.size()).isGreaterThanOrEqualTo(200);
        assertThat(shares(SHIPPED, chosenBy, true).falseHits()).as("false hits").isZero();
        assertThat(shares(SHIPPED, chosenBy, true).hits()).as("hits").isGreaterThan(0.6);
        assertThat(shares(SHIPPED, heldOut, true).falseHits())
                .as("false hits, held out")
                .isLessThanOrEqualTo(0.02);
        assertThat(shares(SHIPPED, heldOut, true).hits()).as("hits, held out").isGreaterThan(0.4);
    }

    @Test
    void closenessAloneWouldGiveWrongAnswers() {
        assertThat(shares(SHIPPED, chosenBy, false).falseHits()).isGreaterThan(0.04);
    }

    static Shares shares(double threshold, List<Pair> pairs, boolean withWording) {
        return new Shares(share(false, threshold, pairs, withWording), share(true, threshold, pairs, withWording));
    }

    private static double share(boolean same, double threshold, List<Pair> pairs, boolean withWording) {
        SameQuestion judge = new SameQuestion(threshold);
        List<Pair> asked = pairs.stream().filter(pair -> pair.same() == same).toList();
        long taken = asked.stream()
                .filter(pair -> withWording
                        ? judge.judge(pair.one(), pair.itsVector(), pair.other(), pair.otherVector())
                        : pair.itsVector().cosine(pair.otherVector()) >= threshold)
                .count();
        return (double) taken / asked.size();
    }
}
