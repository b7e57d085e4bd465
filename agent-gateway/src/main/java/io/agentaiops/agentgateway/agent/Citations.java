package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.procedure.Procedure;
import io.agentaiops.agentgateway.run.Citation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers what an answer refers to, each place once, in the order of the references. */
final class Citations {

    private record Place(String documentId, String lines, String heading) {}

    private final Map<Place, Citation> all = new LinkedHashMap<>();

    /** The reference to a passage, such as {@code [2]}. */
    String to(Passage passage) {
        return add(
                passage.documentId(),
                passage.title(),
                passage.heading(),
                passage.lines(),
                passage.score(),
                passage.text());
    }

    /** The reference to a step of a document. */
    String to(Procedure procedure, Procedure.Step step, double score) {
        return add(procedure.path(), procedure.title(), step.title(), step.lines(), score, step.text());
    }

    List<Citation> all() {
        return List.copyOf(all.values());
    }

    private String add(String documentId, String title, String heading, String lines, double score, String text) {
        Citation citation = all.computeIfAbsent(
                new Place(documentId, lines, heading),
                place -> new Citation(all.size() + 1, documentId, title, heading, lines, score, text));
        return "[" + citation.number() + "]";
    }
}
