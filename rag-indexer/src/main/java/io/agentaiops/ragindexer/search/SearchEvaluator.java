package io.agentaiops.ragindexer.search;

import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.SearchFilter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks questions whose answers are known. */
@ApplicationScoped
public class SearchEvaluator {

    /** Passages that are looked at, so that enough different documents are among them. */
    private static final int PASSAGES = 100;
    /** Passages that people look at. */
    private static final int SHOWN = 10;

    private final HybridSearch search;

    SearchEvaluator(HybridSearch search) {
        this.search = search;
    }

    /**
     * Asks every question.
     *
     * @param queries text by id
     * @param filter which documents are looked at
     * @param qrels grade by document by id; questions without grades are left out
     */
    public Evaluation evaluate(
            Map<String, String> queries,
            Map<String, Map<String, Integer>> qrels,
            SearchMode mode,
            int k,
            SearchFilter filter) {
        Map<String, Evaluation.QueryEvaluation> perQuery = new LinkedHashMap<>();
        queries.forEach((id, text) -> {
            Judgements judgements = new Judgements(qrels.getOrDefault(id, Map.of()));
            if (!judgements.grades().isEmpty()) {
                perQuery.put(id, Evaluation.judge(judgements, documents(text, judgements, mode, filter), k));
            }
        });
        return Evaluation.of(perQuery, k);
    }

    private List<String> documents(String text, Judgements judgements, SearchMode mode, SearchFilter filter) {
        return search.search(text, mode, PASSAGES, filter).results().stream()
                .map(judgements::nameOf)
                .distinct()
                .toList();
    }

    /** The place, from one, of the document among those found for the question; 0 when it is not. */
    public int placeOf(String document, String question) {
        Judgements judgements = new Judgements(Map.of(document, 1));
        return documents(question, judgements, SearchMode.HYBRID, SearchFilter.none())
                        .indexOf(document)
                + 1;
    }

    /**
     * How a question was answered.
     *
     * @param place from one, of the first of its documents among those found; 0 when none was
     * @param closeness of the best passages to the question, a cosine
     */
    public record Answered(int place, double closeness) {}

    /**
     * Asks in that version as people search, with ten passages, for the first of several documents.
     *
     * @throws EmbeddingUnavailable when only half of search works just now
     */
    public Answered ask(IndexVersion version, List<String> documents, String question, SearchFilter filter) {
        Map<String, Integer> grades = new HashMap<>();
        documents.forEach(document -> grades.put(document, 1));
        Judgements judgements = new Judgements(grades);
        SearchAnswer answer = search.search(version, question, SearchMode.HYBRID, SHOWN, filter);
        if (answer.degraded() != null) {
            // Half of search is no measure of it: neither an alarm nor a verdict on a build may come of it.
            throw new EmbeddingUnavailable("search is degraded: " + answer.degraded(), null);
        }
        List<SearchResult> results = answer.results();
        List<String> found = results.stream().map(judgements::nameOf).distinct().toList();
        double closeness = HybridSearch.closeness(results);
        for (int place = 0; place < found.size(); place++) {
            if (judgements.gradeOf(found.get(place)) > 0) {
                return new Answered(place + 1, closeness);
            }
        }
        return new Answered(0, closeness);
    }

    /** From this closeness on an answer in that version counts as relevant. */
    public double floor(IndexVersion version) {
        return search.floor(version);
    }

    /** The name of a document's file without its ending. */
    public static String stem(String documentId) {
        String file = documentId.substring(documentId.lastIndexOf('/') + 1);
        return file.contains(".") ? file.substring(0, file.lastIndexOf('.')) : file;
    }
}
