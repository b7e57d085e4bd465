package io.agentaiops.ragindexer.search;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How well documents were found, on the average of all questions. As trec_eval computes it.
 *
 * @param k recall is of the first so many documents
 * @param queries number of questions
 * @param ndcg10 normalised discounted cumulative gain of the first ten
 * @param mrr mean of one divided by the place of the first document that answers
 * @param recall share of the answering documents among the first {@code k}
 * @param perQuery the same for each question
 */
public record Evaluation(
        int k, int queries, double ndcg10, double mrr, double recall, Map<String, QueryEvaluation> perQuery) {

    private static final int DEPTH = 10;

    public Evaluation {
        perQuery = Map.copyOf(perQuery);
    }

    /**
     * How well the documents for one question were found.
     *
     * @param ndcg10 as above
     * @param reciprocalRank one divided by the place of the first document that answers; 0 when none was found
     * @param recall as above
     * @param found documents that were found, best first
     */
    public record QueryEvaluation(double ndcg10, double reciprocalRank, double recall, List<String> found) {
        public QueryEvaluation {
            found = List.copyOf(found);
        }
    }

    /** One question from its judgements and the documents that were found, best first, each once. */
    static QueryEvaluation judge(Judgements judgements, List<String> found, int k) {
        double gain = 0;
        double reciprocalRank = 0;
        int answering = 0;
        for (int i = 0; i < found.size(); i++) {
            int grade = judgements.gradeOf(found.get(i));
            if (grade > 0) {
                gain += i < DEPTH ? discounted(grade, i) : 0;
                reciprocalRank = reciprocalRank == 0 ? 1.0 / (i + 1) : reciprocalRank;
                answering += i < k ? 1 : 0;
            }
        }
        List<Integer> ideal = judgements.grades().values().stream()
                .filter(grade -> grade > 0)
                .sorted(Comparator.reverseOrder())
                .toList();
        double best = 0;
        for (int i = 0; i < Math.min(DEPTH, ideal.size()); i++) {
            best += discounted(ideal.get(i), i);
        }
        double recall = ideal.isEmpty() ? 0 : (double) answering / ideal.size();
        return new QueryEvaluation(
                best == 0 ? 0 : gain / best, reciprocalRank, recall, found.subList(0, Math.min(k, found.size())));
    }

    static Evaluation of(Map<String, QueryEvaluation> perQuery, int k) {
        return new Evaluation(
                k,
                perQuery.size(),
                mean(perQuery, QueryEvaluation::ndcg10),
                mean(perQuery, QueryEvaluation::reciprocalRank),
                mean(perQuery, QueryEvaluation::recall),
                new LinkedHashMap<>(perQuery));
    }

    private static double mean(Map<String, QueryEvaluation> all, ToDoubleFunction<QueryEvaluation> of) {
        return all.values().stream().mapToDouble(of).average().orElse(0);
    }

    private static double discounted(int grade, int place) {
        return grade / (Math.log(place + 2.0) / Math.log(2));
    }
}
