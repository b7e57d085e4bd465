package io.agentaiops.agentgateway.agent;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shortens texts for an answer without changing a word of them. */
final class Excerpt {

    private static final Pattern STEP_BLOCK = Pattern.compile("(?m)^```step\\R[\\s\\S]*?^```\\s*$\\R?");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} .*$\\R?");
    private static final Pattern BACKTICKS = Pattern.compile("`{3,}");
    private static final int MAX_LINE = 200;

    private Excerpt() {}

    /** The prose of a passage: without headings and step blocks, cut at a paragraph where that is possible. */
    static String prose(String passage, int maxChars) {
        String text = HEADING.matcher(STEP_BLOCK.matcher(passage).replaceAll(""))
                .replaceAll("")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
        if (text.length() <= maxChars) {
            return text;
        }
        int paragraph = text.lastIndexOf("\n\n", maxChars);
        int sentence = text.lastIndexOf(". ", maxChars);
        int cut = Math.max(paragraph, sentence + 1);
        return (cut > maxChars / 3 ? text.substring(0, cut) : cutAt(text, maxChars)).strip() + " …";
    }

    /** The text, or as much of its start as fits. */
    static String cutAt(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end);
    }

    /** Output in a fenced block that the output cannot close, cut to some lines. */
    static String fenced(String output, int maxLines, int stepOrdinal) {
        List<String> lines = output.stripTrailing().lines().toList();
        String shown = lines.stream()
                .limit(maxLines)
                .map(line -> line.length() > MAX_LINE ? cutAt(line, MAX_LINE) + " …" : line)
                .collect(Collectors.joining("\n"));
        String fence = "```";
        while (BACKTICKS.matcher(shown).results().anyMatch(new Longest(fence.length())::reaches)) {
            fence += "`";
        }
        String rest = lines.size() > maxLines
                ? "\n… " + (lines.size() - maxLines) + " more lines: see step " + stepOrdinal + "\n"
                : "\n";
        return fence + "text\n" + shown + rest + fence;
    }

    private record Longest(int length) {
        boolean reaches(MatchResult match) {
            return match.group().length() >= length;
        }
    }
}
