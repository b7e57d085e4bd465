package io.agentaiops.ragindexer.search;

import io.agentaiops.ragindexer.search.TechnicalWords.Word;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;

/**
 * Shows where a passage speaks of what was asked. Done here, for the passages that are shown, and not by the index, which
 * would do it for every candidate.
 */
final class Highlighter {

    /** Characters that are shown, about. */
    private static final int LENGTH = 180;
    /** So many characters before the first word that matched are shown at most. */
    private static final int LEAD = 60;

    private static final TechnicalWords WORDS = new TechnicalWords();

    private final Set<String> stems;

    private Highlighter(Set<String> stems) {
        this.stems = stems;
    }

    /** For that question. */
    static Highlighter of(String question) {
        return new Highlighter(WORDS.of(question).stream().map(Word::stem).collect(Collectors.toSet()));
    }

    /** The part of the text with most of the words asked for, or its beginning; HTML-escaped, matches in {@code em}. */
    String highlight(String text) {
        List<Word> matches = WORDS.of(text).stream()
                .filter(word -> stems.contains(word.stem()))
                .sorted(Comparator.comparingInt(Word::start).thenComparing(Word::end, Comparator.reverseOrder()))
                .toList();
        int from = text.length() <= LENGTH ? 0 : best(text, matches);
        return marked(text, from, end(text, from), matches);
    }

    private static int best(String text, List<Word> matches) {
        int best = 0;
        int most = 0;
        for (Word match : matches) {
            int begin = begin(text, match.start());
            int different = different(matches, begin, begin + LENGTH);
            if (different > most) {
                most = different;
                best = begin;
            }
        }
        return best;
    }

    private static int different(List<Word> matches, int from, int to) {
        Set<String> different = new HashSet<>();
        for (Word match : matches) {
            if (match.start() >= from && match.end() <= to) {
                different.add(match.stem());
            }
        }
        return different.size();
    }

    /** Where the line or sentence of the place begins, if it is near; or else a word. */
    private static int begin(String text, int place) {
        int earliest = Math.max(0, place - LEAD);
        int begin = earliest;
        for (int i = place; i > earliest; i--) {
            char before = text.charAt(i - 1);
            if (before == '\n' || (before == ' ' && i > 1 && ".!?".indexOf(text.charAt(i - 2)) >= 0)) {
                return i;
            }
            if (before == ' ') {
                begin = i;
            }
        }
        // Not within a character.
        return begin > 0 && Character.isLowSurrogate(text.charAt(begin)) ? begin - 1 : begin;
    }

    private static int end(String text, int from) {
        int latest = Math.min(text.length(), from + LENGTH);
        if (latest == text.length()) {
            return latest;
        }
        int space = text.lastIndexOf(' ', latest);
        // Text without spaces is cut where it must be, but not within a character.
        int end = space > from ? space : latest;
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    private static String marked(String text, int from, int to, List<Word> matches) {
        StringBuilder marked = new StringBuilder(to - from + 64);
        int told = from;
        for (Word match : matches) {
            // Parts lie within the word that they are parts of.
            if (match.start() >= told && match.end() <= to) {
                marked.append(Entities.escape(text.substring(told, match.start())))
                        .append("<em>")
                        .append(Entities.escape(text.substring(match.start(), match.end())))
                        .append("</em>");
                told = match.end();
            }
        }
        return marked.append(Entities.escape(text.substring(told, to)))
                .toString()
                .strip();
    }
}
