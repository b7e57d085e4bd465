package io.agentaiops.opsscheduler.report;

/** Text of unknown origin made harmless inside Markdown. */
final class MarkdownText {

    private static final String SPECIAL = "\\`*_{}[]<>()#+-!|~&";

    private MarkdownText() {}

    /** On one line, shown as it is. */
    static String inline(String text) {
        StringBuilder out = new StringBuilder();
        text.strip().replaceAll("\\s+", " ").chars().forEach(c -> {
            if (SPECIAL.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append((char) c);
        });
        return out.toString();
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
