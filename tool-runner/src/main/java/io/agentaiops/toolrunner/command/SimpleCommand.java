package io.agentaiops.toolrunner.command;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One command of a pipeline.
 *
 * @param words the command's name and its arguments, quotes removed; never empty
 */
public record SimpleCommand(List<String> words) {

    public SimpleCommand {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs a name");
        }
    }

    /** What is to be run. */
    public String name() {
        return words.getFirst();
    }

    /** What it is given. */
    public List<String> arguments() {
        return words.subList(1, words.size());
    }

    /** The command in canonical quoting: parsing it gives the same words again. */
    @Override
    public String toString() {
        String name = name().contains("=") ? inQuotes(name()) : quoted(name());
        return arguments().stream().map(word -> " " + quoted(word)).collect(Collectors.joining("", name, ""));
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

    private static boolean plain(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "-_./:,+@%=".indexOf(c) >= 0);
    }
}
