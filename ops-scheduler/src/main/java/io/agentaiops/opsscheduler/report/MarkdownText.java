package io.agentaiops.opsscheduler.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of unknown origin made harmless inside Markdown. */
final class MarkdownText {

    /** Means something wherever it stands. */
    private static final String ANYWHERE = "\\`*[]<>|~&";
    /** Means something at the beginning of a line. */
    private static final Pattern AT_START = Pattern.compile("^(?:[-+#=]|\\d{1,9}(?=[.)]))");

    private MarkdownText() {}

    /** On one line, shown as it is; no more is escaped than must be, for people read Markdown as well. */
    static String inline(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        StringBuilder out = new StringBuilder();
        Matcher start = AT_START.matcher(line);
        int from = 0;
        if (start.find()) {
            boolean number = Character.isDigit(line.charAt(0));
            from = number ? start.end() : 0;
            out.append(line, 0, from).append('\\').append(line.charAt(from));
            from++;
        }
        for (int i = from; i < line.length(); i++) {
            if (isSpecial(line, i)) {
                out.append('\\');
            }
            out.append(line.charAt(i));
        }
        return out.toString();
    }

    private static boolean isSpecial(String line, int i) {
        char c = line.charAt(i);
        return switch (c) {
            // inside a word it is a plain character
            case '_' -> !isWord(line, i - 1) || !isWord(line, i + 1);
            // closes a heading
            case '#' -> i == line.length() - 1;
            default -> ANYWHERE.indexOf(c) >= 0;
        };
    }

    private static boolean isWord(String line, int i) {
        return i >= 0 && i < line.length() && (Character.isLetterOrDigit(line.charAt(i)) || line.charAt(i) == '_');
    }

    /** As a block of code, with a fence that the text can't close. */
    static String block(String text, String language) {
        int longest = 0;
        int current = 0;
        for (int i = 0; i < text.length(); i++) {
            current = text.charAt(i) == '`' ? current + 1 : 0;
            longest = Math.max(longest, current);
        }
        String fence = "`".repeat(Math.max(3, longest + 1));
        return fence + language + "\n" + text.stripTrailing() + "\n" + fence + "\n";
    }
}
