package io.agentaiops.ragindexer.search;

import java.util.Map;

/**
 * Which documents answer which question, and how well: 0 does not, higher is better.
 *
 * @param grades by document; a document is named by its id, its file name without extension, or its procedure id
 */
record Judgements(Map<String, Integer> grades) {

    Judgements {
        grades = Map.copyOf(grades);
    }

    /** The name under which the result's document is judged, or its id when it is not. */
    String nameOf(SearchResult result) {
        String id = result.documentId();
        if (grades.containsKey(id)) {
            return id;
        }
        String procedure = result.procedureId();
        if (procedure != null && grades.containsKey(procedure)) {
            return procedure;
        }
        String stem = SearchEvaluator.stem(id);
        return grades.containsKey(stem) ? stem : id;
    }

    int gradeOf(String document) {
        return grades.getOrDefault(document, 0);
    }
}
