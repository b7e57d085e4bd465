package io.agentaiops.ragindexer.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.ragindexer.search.SearchEvaluator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code knowledge.search-test}: asks questions whose document is known and looks at what place it comes. */
@ApplicationScoped
class SearchTestHandler implements CapabilityHandler {

    private static final int WITHIN = 5;
    private static final int MOST_QUESTIONS = 500;

    private record Question(String query, String document) {}

    private final SearchEvaluator evaluator;

    SearchTestHandler(SearchEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public Capability capability() {
        return Capability.KNOWLEDGE_SEARCH_TEST;
    }

    @Override
    public Finding perform(Operation operation) {
        Map<String, Object> arguments = operation.arguments().values();
        List<Question> questions = new ArrayList<>();
        if (!(arguments.get("questions") instanceof List<?> items)
                || items.isEmpty()
                || items.size() > MOST_QUESTIONS) {
            return Finding.refused("questions must be a list of {query, document}, at most " + MOST_QUESTIONS);
        }
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> pair)
                    || !(pair.get("query") instanceof String query)
                    || !(pair.get("document") instanceof String document)
                    || query.isBlank()) {
                return Finding.refused("each question must have a query and a document, but one is " + item);
            }
            questions.add(new Question(query, document));
        }
        Object within = arguments.getOrDefault("within-top", WITHIN);
        if (!(within instanceof Number top) || top.intValue() < 1) {
            return Finding.refused("within-top must be a number from 1 but is " + within);
        }
        return ask(questions, top.intValue());
    }

    private Finding ask(List<Question> questions, int within) {
        List<Map<String, Object>> asked = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        double reciprocal = 0;
        for (Question question : questions) {
            int place = evaluator.placeOf(question.document(), question.query());
            reciprocal += place == 0 ? 0 : 1.0 / place;
            asked.add(Map.of("query", question.query(), "document", question.document(), "place", place));
            if (place == 0 || place > within) {
                missed.add("\"" + question.query() + "\" -> " + question.document());
            }
        }
        double mrr = Math.round(reciprocal / questions.size() * 1000) / 1000.0;
        Map<String, Object> evidence = Map.of("questions", asked, "withinTop", within, "mrr", mrr);
        String summary = "%d of %d questions found their document within the first %d, MRR %.3f"
                .formatted(questions.size() - missed.size(), questions.size(), within, mrr);
        return missed.isEmpty()
                ? Finding.good(summary, evidence)
                : Finding.bad(summary + "; missed: " + String.join(", ", missed), evidence);
    }
}
