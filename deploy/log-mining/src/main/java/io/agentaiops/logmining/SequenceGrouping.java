package io.agentaiops.logmining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Groups sequences of the same length by what they have in common.
 *
 * <p>First by their backbone: words of one template come as often as each other, so of the words of a sequence the
 * largest set with one frequency is what its template says (after Brain, Yu et al., IEEE TSC 2023). Then each group is
 * divided where a position holds a few words only, for those are kinds and no values. Counted are different sequences and
 * not lines, so that a burst of one message makes no value look like a constant.
 */
final class SequenceGrouping {

    /** More different words than this at one position are values. */
    private static final int FEW = 5;
    /** The same for words such as {@code Started} or {@code SCHEDULED}, which name states. */
    private static final int FEW_NAMES = 8;
    /** The same for {@code key=word}. */
    private static final int FEW_SETTINGS = 3;
    /** The same for the word that a message begins with, which seldom is a value. */
    private static final int FEW_FIRST = 20;
    /** What follows one of these is somebody's name. */
    private static final Set<String> NAMES_SOMEBODY = Set.of("user", "username", "client", "host", "hostname");
    /** Part of the words that must be the same in a group. */
    private static final double LEAST_COMMON = 0.4;
    /** How much a word's frequency counts for the backbone beside the number of words that share it. */
    private static final double FREQUENCY_WEIGHT = 0.3;

    private final List<List<Sequence>> groups = new ArrayList<>();

    private SequenceGrouping() {}

    /** The groups of sequences of any length. */
    static List<List<Sequence>> of(Collection<Sequence> sequences) {
        Map<Integer, List<Sequence>> byLength = new TreeMap<>();
        for (Sequence sequence : sequences) {
            byLength.computeIfAbsent(sequence.words().size(), length -> new ArrayList<>())
                    .add(sequence);
        }
        SequenceGrouping grouping = new SequenceGrouping();
        for (List<Sequence> sameLength : byLength.values()) {
            byBackbone(sameLength).forEach(grouping::divide);
        }
        return grouping.groups;
    }

    private static Collection<List<Sequence>> byBackbone(List<Sequence> sequences) {
        List<Map<String, Integer>> frequencies = frequencies(sequences);
        Map<List<String>, List<Sequence>> byBackbone = new LinkedHashMap<>();
        for (Sequence sequence : sequences) {
            byBackbone
                    .computeIfAbsent(backbone(sequence, frequencies), key -> new ArrayList<>())
                    .add(sequence);
        }
        return byBackbone.values();
    }

    private static List<Map<String, Integer>> frequencies(List<Sequence> sequences) {
        int length = sequences.getFirst().words().size();
        List<Map<String, Integer>> frequencies = new ArrayList<>();
        for (int position = 0; position < length; position++) {
            Map<String, Integer> counts = new HashMap<>();
            for (Sequence sequence : sequences) {
                counts.merge(sequence.word(position), 1, Integer::sum);
            }
            frequencies.add(counts);
        }
        return frequencies;
    }

    /** The words of the most telling frequency, with all signs; other positions are empty. */
    private static List<String> backbone(Sequence sequence, List<Map<String, Integer>> frequencies) {
        Map<Integer, Integer> words = new TreeMap<>(Comparator.reverseOrder());
        for (int position = 0; position < frequencies.size(); position++) {
            String word = sequence.word(position);
            if (!word.equals(MessageTokens.VALUE) && !MessageTokens.isSign(word)) {
                words.merge(frequencies.get(position).getOrDefault(word, 0), 1, Integer::sum);
            }
        }
        int best = 0;
        double bestScore = 0;
        for (Map.Entry<Integer, Integer> entry : words.entrySet()) {
            double score = entry.getValue() * Math.pow(entry.getKey(), FREQUENCY_WEIGHT);
            if (score > bestScore) {
                best = entry.getKey();
                bestScore = score;
            }
        }
        List<String> backbone = new ArrayList<>(frequencies.size());
        for (int position = 0; position < frequencies.size(); position++) {
            String word = sequence.word(position);
            boolean part = !word.equals(MessageTokens.VALUE)
                    && frequencies.get(position).getOrDefault(word, 0) == best;
            backbone.add(part || MessageTokens.isSign(word) ? word : "");
        }
        return backbone;
    }

    /** Divides a group until every position holds one word or values. */
    private void divide(List<Sequence> group) {
        int position = group.size() == 1 ? -1 : dividing(group);
        if (position < 0) {
            groups.add(group);
            return;
        }
        Map<String, List<Sequence>> parts = new LinkedHashMap<>();
        group.forEach(sequence -> parts.computeIfAbsent(sequence.word(position), word -> new ArrayList<>())
                .add(sequence));
        parts.values().forEach(this::divide);
    }

    /** The position to divide at, the one with the fewest words; -1 when the group is one template. */
    private static int dividing(List<Sequence> group) {
        int best = -1;
        int bestWords = Integer.MAX_VALUE;
        int fewest = -1;
        int fewestWords = Integer.MAX_VALUE;
        int common = 0;
        int varying = 0;
        for (int position = 0; position < group.getFirst().words().size(); position++) {
            Set<String> words = words(group, position);
            if (words.size() == 1) {
                String word = words.iterator().next();
                common += word.equals(MessageTokens.VALUE) || MessageTokens.isSign(word) ? 0 : 1;
                continue;
            }
            varying++;
            if (words.size() < bestWords && namesKinds(group.getFirst(), position, words)) {
                best = position;
                bestWords = words.size();
            }
            if (words.size() < fewestWords && !words.contains(MessageTokens.VALUE)) {
                fewest = position;
                fewestWords = words.size();
            }
        }
        return best < 0 && common < LEAST_COMMON * (common + varying) ? fewest : best;
    }

    private static Set<String> words(List<Sequence> group, int position) {
        Set<String> words = new HashSet<>();
        group.forEach(sequence -> words.add(sequence.word(position)));
        return words;
    }

    /** Whether the words at a position name different kinds of messages, rather than being values. */
    private static boolean namesKinds(Sequence sample, int position, Set<String> words) {
        if (words.contains(MessageTokens.VALUE)) {
            return words.size() == 2
                    && words.stream().allMatch(word -> word.equals(MessageTokens.VALUE) || isName(word, true));
        }
        String before = position == 0 ? "" : sample.word(position - 1);
        String after = position + 1 == sample.words().size() ? "" : sample.word(position + 1);
        if (after.equals("=") || words.stream().anyMatch(MessageTokens::isSign)) {
            return true;
        }
        if (before.equals("=")) {
            return words.size() <= FEW_SETTINGS;
        }
        if (NAMES_SOMEBODY.contains(before.toLowerCase(Locale.ROOT))) {
            return false;
        }
        if (position == 0) {
            return words.size() <= FEW_FIRST;
        }
        return words.size() <= (words.stream().allMatch(word -> isName(word, false)) ? FEW_NAMES : FEW);
    }

    /** Written in capitals, or with a capital first. */
    private static boolean isName(String word, boolean capitals) {
        return word.length() > 2
                && ((Character.isUpperCase(word.charAt(0)) && !capitals) || word.equals(word.toUpperCase(Locale.ROOT)));
    }
}
