package io.agentaiops.ragindexer.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.quality.GoldenComparison;
import io.agentaiops.ragindexer.quality.GoldenComparison.Compared;
import io.agentaiops.ragindexer.quality.QualityReport;
import io.agentaiops.ragindexer.search.SearchEvaluator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code knowledge.search-test}: asks questions whose document is known and looks at what place it comes; and the golden
 * questions, against a week ago.
 */
@ApplicationScoped
class SearchTestHandler implements CapabilityHandler {

    private static final int WITHIN = 5;
    private static final int MOST_QUESTIONS = 500;

    private record Question(String query, String document) {}

    /** A little less: Friday's measurement must not fall out because this one is early by a minute. */
    private static final Duration A_WEEK = Duration.ofDays(7).minusHours(6);

    private final SearchEvaluator evaluator;
    private final GoldenComparison golden;

    SearchTestHandler(SearchEvaluator evaluator, GoldenComparison golden) {
        this.evaluator = evaluator;
        this.golden = golden;
    }

    @Override
    public Capability capability() {
        return Capability.KNOWLEDGE_SEARCH_TEST;
    }

    @Override
    public Finding perform(Operation operation) {
        Map<String, Object> arguments = operation.arguments().values();
        boolean golden = Boolean.parseBoolean(String.valueOf(arguments.get("golden")));
        Object given = arguments.get("questions");
        if (given == null && golden) {
            return askGolden();
        }
        List<Question> questions = new ArrayList<>();
        if (!(given instanceof List<?> items) || items.isEmpty() || items.size() > MOST_QUESTIONS) {
            return Finding.refused(
                    "questions must be a list of {query, document}, at most " + MOST_QUESTIONS + ", or golden be true");
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
        Finding asked = ask(questions, top.intValue());
        return golden ? both(asked, askGolden()) : asked;
    }

    /** With the figures of a week ago beside those of now: a drop is what this is run for. */
    private Finding askGolden() {
        Compared compared;
        try {
            compared = golden.measure(A_WEEK);
        } catch (IndexUnavailable | EmbeddingUnavailable e) {
            return Finding.bad("the golden questions cannot be asked now: " + e.getMessage(), Map.of());
        }
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("golden", compared.now());
        if (compared.before() != null) {
            evidence.put("goldenBefore", compared.before());
        }
        evidence.put("goldenLost", compared.lost());
        QualityReport now = compared.now();
        String summary = String.format(
                Locale.ROOT,
                "golden questions: nDCG@10 %.3f, MRR %.3f, recall@10 %.3f; against a week ago: %s",
                now.ndcg10(),
                now.mrr(),
                now.recall10(),
                compared.reason());
        return compared.worse()
                ? Finding.bad("search finds less than a week ago; " + summary, evidence)
                : Finding.good(summary, evidence);
    }

    private static Finding both(Finding one, Finding other) {
        Map<String, Object> evidence = new TreeMap<>(one.evidence());
        evidence.putAll(other.evidence());
        String summary = one.summary() + "; " + other.summary();
        return one.outcome() == Outcome.SUCCEEDED && other.outcome() == Outcome.SUCCEEDED
                ? Finding.good(summary, evidence)
                : Finding.bad(summary, evidence);
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
