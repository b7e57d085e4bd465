package io.agentaiops.agentgateway.memory;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds the sentences of an exchange that are worth keeping. What a person states is worth most, above all when they ask
 * to remember it; of an answer, the sentences with names and numbers; of a bare question, that it was asked.
 */
final class FactFinder {

    private static final double TO_REMEMBER = 5;
    private static final double STATED = 3;
    private static final double WITH_FIGURES = 1;
    private static final double ANSWERED = 1;
    private static final double ASKED = 0.5;

    private static final int LONGEST = 320;
    private static final int OF_AN_ANSWER = 2;

    private static final Pattern REMEMBER =
            Pattern.compile("(?i)\\b(remember|note that|keep in mind|from now on|merke? dir|beachte)\\b");
    private static final Pattern FIGURE =
            Pattern.compile("\\d|[\\p{L}\\p{N}]+[-_./:][\\p{L}\\p{N}]+|`[^`]+`|\\p{Lu}{2,}");
    private static final Pattern QUESTION = Pattern.compile("\\?\\s*$");
    private static final Pattern DECORATION = Pattern.compile("(?m)^[#>*\\-\\s]+|\\[\\d{1,2}]|```\\w*");

    private FactFinder() {}

    static List<Fact> in(int turn, String question, String answer) {
        List<Fact> facts = new ArrayList<>();
        for (String sentence : sentences(question)) {
            facts.add(new Fact(turn, "The user " + (asks(sentence) ? "asked: " : "said: ") + sentence, said(sentence)));
        }
        sentences(answer).stream()
                .filter(sentence -> FIGURE.matcher(sentence).find() && !asks(sentence))
                .sorted(Comparator.comparingInt(sentence -> -figures(sentence)))
                .limit(OF_AN_ANSWER)
                .forEach(sentence -> facts.add(new Fact(turn, "The assistant answered: " + sentence, ANSWERED)));
        return facts;
    }

    private static double said(String sentence) {
        if (REMEMBER.matcher(sentence).find()) {
            return TO_REMEMBER;
        }
        if (asks(sentence)) {
            return ASKED;
        }
        return STATED + (FIGURE.matcher(sentence).find() ? WITH_FIGURES : 0);
    }

    private static boolean asks(String sentence) {
        return QUESTION.matcher(sentence).find();
    }

    private static int figures(String sentence) {
        return (int) FIGURE.matcher(sentence).results().count();
    }

    private static List<String> sentences(String text) {
        String plain = DECORATION.matcher(text).replaceAll("").strip();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(plain);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            String sentence =
                    plain.substring(start, end).replaceAll("\\s+", " ").strip();
            if (!sentence.isEmpty()) {
                sentences.add(shorten(sentence));
            }
        }
        return sentences;
    }

    private static String shorten(String sentence) {
        if (sentence.length() <= LONGEST) {
            return sentence;
        }
        int end = Character.isHighSurrogate(sentence.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return sentence.substring(0, end) + "…";
    }
}
