package io.agentaiops.toolrunner.command;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One command of a pipeline.
 *
 * @param words the command's name and its arguments, quotes removed; never empty
 * @param globs for the index of each word with an unquoted {@code *}, {@code ?} or {@code [}: the word as a pattern, in
 *     which a backslash makes the next character mean itself
 * @param errors where what it says of errors goes
 */
public record SimpleCommand(List<String> words, Map<Integer, String> globs, Errors errors) {

    /** Where a command's standard error goes. No file is opened for any of them. */
    public enum Errors {
        /** To whoever asked, after the output of the pipeline. */
        SHOWN(""),
        /** Where its output goes: {@code 2>&1}. */
        WITH_OUTPUT(" 2>&1"),
        /** Nowhere: {@code 2>/dev/null}. */
        DROPPED(" 2>/dev/null");

        private final String written;

        Errors(String written) {
            this.written = written;
        }
    }

    public SimpleCommand {
        words = List.copyOf(words);
        globs = Map.copyOf(globs);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs a name");
        }
    }

    /** A command without patterns. */
    public SimpleCommand(List<String> words) {
        this(words, Map.of(), Errors.SHOWN);
    }

    /** What is to be run. */
    public String name() {
        return words.getFirst();
    }

    /** What it is given. */
    public List<String> arguments() {
        return words.subList(1, words.size());
    }

    /** The command in canonical quoting: parsing it gives the same words and patterns again. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name().contains("=") ? inQuotes(name()) : quoted(name()));
        for (int i = 1; i < words.size(); i++) {
            String pattern = globs.get(i);
            text.append(' ').append(pattern == null ? quoted(words.get(i)) : written(pattern));
        }
        return text.append(errors.written).toString();
    }

    /** Several words in canonical quoting, with blanks between. */
    public static String quoted(List<String> words) {
        return words.stream().map(SimpleCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (!word.isEmpty() && word.chars().allMatch(SimpleCommand::plain)) {
            return word;
        }
        return inQuotes(word);
    }

    private static String inQuotes(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String written(String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean meant = "*?[]".indexOf(c) >= 0;
            if (c == '\\') {
                i++;
                c = pattern.charAt(i);
                meant = false;
            }
            text.append(meant || plain(c) ? "" : "\\").append(c);
        }
        return text.toString();
    }

    private static boolean plain(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "-_./:,+@%=".indexOf(c) >= 0);
    }
}
