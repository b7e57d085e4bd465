package io.agentaiops.agentgateway.memory;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What is remembered of the exchanges that are no longer told word by word.
 *
 * @param summary as a model wrote it; empty without one
 * @param facts from all those exchanges, in their order
 * @param waiting exchanges that are not in the summary yet, oldest first; the oldest are given up when no model comes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Notes(String summary, List<Fact> facts, List<Waiting> waiting) {

    static final Notes NONE = new Notes("", List.of(), List.of());

    private static final int MOST_WAITING = 20;

    /** An exchange that waits to be summarised. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Waiting(int turn, String question, String answer) {
        /** Leaves out what people said. */
        @Override
        public String toString() {
            return "Waiting[" + turn + "]";
        }
    }

    Notes {
        facts = List.copyOf(facts);
        waiting = List.copyOf(waiting);
    }

    /** With one more exchange. */
    Notes with(int turn, String question, String answer, int maxFacts) {
        List<Fact> all = new ArrayList<>(facts);
        Set<String> known = new HashSet<>();
        facts.forEach(fact -> known.add(fact.text()));
        FactFinder.in(turn, question, answer).stream()
                .filter(fact -> known.add(fact.text()))
                .forEach(all::add);
        List<Waiting> longer = new ArrayList<>(waiting);
        longer.add(new Waiting(turn, question, answer));
        return new Notes(
                summary,
                mostTelling(all, maxFacts),
                longer.subList(Math.max(0, longer.size() - MOST_WAITING), longer.size()));
    }

    /** With a summary of the exchanges that waited for one. */
    Notes summarised(String written) {
        return new Notes(written, facts, List.of());
    }

    /**
     * What to tell a model that is asked that question, in at most so many tokens: the summary, and of the facts those
     * that share words with the question first, then the most telling ones; in the order in which they were said.
     */
    String tell(String question, int tokens, ToIntFunction<String> count) {
        int left = tokens;
        StringBuilder told = new StringBuilder();
        if (!summary.isEmpty() && count.applyAsInt(summary) <= tokens / 2) {
            told.append("Summary: ").append(summary).append('\n');
            left -= count.applyAsInt(summary);
        }
        Map<Fact, Double> scores = scores(question);
        List<Fact> chosen = new ArrayList<>();
        List<Fact> best = scores.entrySet().stream()
                .sorted(Map.Entry.<Fact, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        for (Fact fact : best) {
            int size = count.applyAsInt(line(fact));
            if (size <= left) {
                chosen.add(fact);
                left -= size;
            }
        }
        chosen.sort(Comparator.comparingInt(Fact::turn));
        chosen.forEach(fact -> told.append(line(fact)));
        return told.toString().stripTrailing();
    }

    private static String line(Fact fact) {
        return "- (question " + fact.turn() + ") " + fact.text() + "\n";
    }

    /** A word that few facts have tells more than one that many have. */
    private Map<Fact, Double> scores(String question) {
        Set<String> asked = Words.of(question);
        Map<String, Integer> spread = new HashMap<>();
        Map<Fact, Set<String>> words = new HashMap<>();
        for (Fact fact : facts) {
            Set<String> shared = Words.of(fact.text());
            shared.retainAll(asked);
            words.put(fact, shared);
            shared.forEach(word -> spread.merge(word, 1, Integer::sum));
        }
        Map<Fact, Double> scores = new HashMap<>();
        words.forEach((fact, shared) -> scores.put(
                fact,
                fact.weight()
                        + shared.stream()
                                .mapToDouble(
                                        word -> 4 * Math.log(1 + (double) facts.size() / spread.getOrDefault(word, 1)))
                                .sum()));
        return scores;
    }

    private static List<Fact> mostTelling(List<Fact> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        Set<Fact> kept = new HashSet<>(all.stream()
                .sorted(Comparator.comparingDouble(Fact::weight)
                        .thenComparingInt(Fact::turn)
                        .reversed())
                .limit(most)
                .toList());
        return all.stream().filter(kept::contains).toList();
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "Notes[" + facts.size() + " facts, " + waiting.size() + " waiting]";
    }
}
