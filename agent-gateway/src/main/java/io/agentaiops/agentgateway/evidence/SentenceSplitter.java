package io.agentaiops.agentgateway.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts prose into sentences. A sentence ends at a mark that is followed by space and by something that can begin one, or
 * at a line break before a capital; never inside of code, after a known abbreviation, or inside of a number. References
 * that follow the mark belong to the sentence before it.
 */
final class SentenceSplitter {

    private static final Pattern END =
            Pattern.compile("[.!?…]+[\"')*_»”’]*(?=\\s|\\[|$)|\\n(?=\\s*(?:\\p{Lu}|\\*\\*|`))");
    private static final Pattern REFERENCES = Pattern.compile("\\G\\s*\\[\\d{1,2}(?:\\s?[,;]\\s?\\d{1,2})*]");
    private static final Pattern BEGINS =
            Pattern.compile("\\G\\s*[\"'(*_`«“„\\[]*(?:\\p{Lu}|\\p{N}|/|`|$|\\p{L}+[.:_/-])");
    private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}.]+)\\.$");
    private static final Set<String> ABBREVIATIONS = Set.of(
            "e.g", "i.e", "etc", "vs", "approx", "no", "mr", "mrs", "dr", "cf", "resp", "max", "min", "incl", "ca",
            "fig", "sec", "z.b", "d.h", "bzw", "usw", "st");

    private SentenceSplitter() {}

    /** The sentences of that part of the text, without the space around them. */
    static List<Span> split(String text, int from, int to) {
        String part = text.substring(from, to);
        List<Span> code = CODE.matcher(part)
                .results()
                .map(match -> new Span(match.start(), match.end()))
                .toList();
        List<Span> sentences = new ArrayList<>();
        Matcher end = END.matcher(part);
        int start = 0;
        while (end.find()) {
            int at = end.end();
            boolean lineBreak = part.charAt(end.start()) == '\n';
            boolean inCode = code.stream().anyMatch(span -> span.start() < at && at < span.end());
            if (inCode || (!lineBreak && !ends(part, start, at))) {
                continue;
            }
            int past = pastReferences(part, at);
            add(sentences, part, start, past, from);
            start = past;
            if (past < part.length()) {
                end.region(past, part.length());
                end.useTransparentBounds(true).useAnchoringBounds(false);
            }
        }
        add(sentences, part, start, part.length(), from);
        return List.copyOf(sentences);
    }

    private static boolean ends(String part, int start, int at) {
        Matcher word = LAST_WORD.matcher(part.substring(start, at));
        if (word.find() && ABBREVIATIONS.contains(word.group(1).toLowerCase(Locale.ROOT))) {
            return false;
        }
        return BEGINS.matcher(part).find(Math.min(pastReferences(part, at), part.length()));
    }

    private static int pastReferences(String part, int at) {
        Matcher references = REFERENCES.matcher(part);
        int past = at;
        while (past < part.length() && references.find(past)) {
            past = references.end();
        }
        return past;
    }

    private static void add(List<Span> sentences, String part, int start, int end, int offset) {
        int first = start;
        int last = end;
        while (first < last && Character.isWhitespace(part.charAt(first))) {
            first++;
        }
        while (last > first && Character.isWhitespace(part.charAt(last - 1))) {
            last--;
        }
        if (last > first) {
            sentences.add(new Span(offset + first, offset + last));
        }
    }
}
