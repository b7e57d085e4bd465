package io.agentaiops.ragindexer.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks questions whose answers are known. */
@ApplicationScoped
public class SearchEvaluator {

    /** Passages that are looked at, so that enough different documents are among them. */
    private static final int PASSAGES = 100;

    private final HybridSearch search;

    SearchEvaluator(HybridSearch search) {
        this.search = search;
    }

    /**
     * Asks every question.
     *
     * @param queries text by id
     * @param qrels grade by document by id; questions without grades are left out
     */
    public Evaluation evaluate(
            Map<String, String> queries, Map<String, Map<String, Integer>> qrels, SearchMode mode, int k) {
        Map<String, Evaluation.QueryEvaluation> perQuery = new LinkedHashMap<>();
        queries.forEach((id, text) -> {
            Judgements judgements = new Judgements(qrels.getOrDefault(id, Map.of()));
            if (!judgements.grades().isEmpty()) {
                perQuery.put(id, Evaluation.judge(judgements, documents(text, judgements, mode), k));
            }
        });
        return Evaluation.of(perQuery, k);
    }

    private List<String> documents(String text, Judgements judgements, SearchMode mode) {
        return search.search(text, mode, PASSAGES, List.of()).results().stream()
                .map(judgements::nameOf)
                .distinct()
                .toList();
    }

    /** The place, from one, of the document among those found for the question; 0 when it is not. */
    public int placeOf(String document, String question) {
        Judgements judgements = new Judgements(Map.of(document, 1));
        return documents(question, judgements, SearchMode.HYBRID).indexOf(document) + 1;
    }
}
