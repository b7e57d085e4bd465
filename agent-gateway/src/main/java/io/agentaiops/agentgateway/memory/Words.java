package io.agentaiops.agentgateway.memory;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The words of a text by which texts are compared: lower case, without those that every text has. */
final class Words {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[._:/-][\\p{L}\\p{N}]+)*");
    private static final int SHORTEST = 3;
    private static final Set<String> EVERYWHERE = Set.of(
            "the",
            "and",
            "for",
            "with",
            "that",
            "this",
            "what",
            "which",
            "who",
            "how",
            "why",
            "when",
            "where",
            "are",
            "was",
            "were",
            "our",
            "your",
            "you",
            "can",
            "could",
            "should",
            "would",
            "does",
            "did",
            "has",
            "have",
            "had",
            "from",
            "into",
            "not",
            "but",
            "there",
            "they",
            "them",
            "its",
            "will",
            "please",
            "tell",
            "about",
            "again",
            "user",
            "assistant",
            "asked",
            "answered",
            "said",
            "der",
            "die",
            "das",
            "und",
            "ist",
            "ein",
            "eine",
            "wie",
            "wer",
            "wir",
            "ich",
            "auf",
            "mit");

    private Words() {}

    static Set<String> of(String text) {
        Set<String> words = new TreeSet<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(match -> {
            String word = match.group();
            if (word.length() >= SHORTEST && !EVERYWHERE.contains(word)) {
                words.add(word);
            }
        });
        return words;
    }
}
