package io.agentaiops.toolrunner.command;

import io.agentaiops.toolrunner.command.ParsedCommand.Accepted;
import io.agentaiops.toolrunner.command.ParsedCommand.Refused;
import io.agentaiops.toolrunner.command.SimpleCommand.Errors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code a 'b c' | d}. Words are separated by blanks; single quotes take everything literally; double quotes and
 * backslash take the next special character literally; {@code |} joins commands; unquoted {@code *}, {@code ?} and
 * {@code [} make an argument a pattern; {@code 2>&1} and {@code 2>/dev/null}, by far the most common of redirections and
 * the only ones that touch no file, say where a command's errors go. Everything else that a shell would treat in another
 * way (expansion, redirection, chaining, comments, several lines) is refused rather than taken literally, because whoever
 * wrote it meant something that will not happen.
 */
public final class CommandLineParser {

    static final int MAX_LENGTH = 4096;
    static final int MAX_COMMANDS = 8;
    static final int MAX_WORDS = 128;

    private static final Map<Character, String> UNQUOTED = Map.ofEntries(
            Map.entry(';', "';' would chain commands; ask for one pipeline at a time"),
            Map.entry('&', "'&' would chain commands or run them in the background"),
            Map.entry('<', "redirections are not supported"),
            Map.entry(
                    '>',
                    "nothing is written to files; only 2>/dev/null and 2>&1 are understood, as words of their own"),
            Map.entry('$', "variables and substitutions are not supported; quote '$' to mean the character"),
            Map.entry('`', "command substitution is not supported"),
            Map.entry('{', "braces are not expanded; quote '{' to mean the character"),
            Map.entry('}', "braces are not expanded; quote '}' to mean the character"),
            Map.entry('(', "subshells are not supported; quote '(' to mean the character"),
            Map.entry(')', "subshells are not supported; quote ')' to mean the character"));

    /** The redirections that there are; a blank after the sign is what some write. */
    private static final Map<String, Errors> REDIRECTIONS =
            Map.of("2>&1", Errors.WITH_OUTPUT, "2>/dev/null", Errors.DROPPED, "2> /dev/null", Errors.DROPPED);

    /** Leaves the scan at the first thing that is not in the language. */
    private static final class NotInLanguage extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int position;

        NotInLanguage(int position, String reason) {
            super(reason, null, false, false);
            this.position = position;
        }
    }

    private final String text;
    private final List<SimpleCommand> commands = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final Map<Integer, String> globs = new HashMap<>();
    private final StringBuilder word = new StringBuilder();
    /** The word with a backslash before what is meant literally. */
    private final StringBuilder pattern = new StringBuilder();

    private Errors errors = Errors.SHOWN;
    private boolean isPattern;
    private boolean inWord;
    private int at;

    private CommandLineParser(String text) {
        this.text = text;
    }

    /** Reads the text; never throws for what it contains. */
    public static ParsedCommand parse(String text) {
        try {
            return new Accepted(new CommandLineParser(text).pipeline());
        } catch (NotInLanguage e) {
            return new Refused(e.position, String.valueOf(e.getMessage()));
        }
    }

    private CommandLine pipeline() {
        refuseUnprintable();
        while (at < text.length()) {
            if (inWord || !redirection()) {
                next(text.charAt(at));
            }
        }
        endCommand();
        return new CommandLine(commands);
    }

    private void next(char c) {
        switch (c) {
            case ' ', '\t' -> endWord();
            case '|' -> pipe();
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '\\' -> escaped();
            case '~' -> atStartOf(c, "'~' is not expanded; write the whole path");
            case '*', '?', '[', ']' -> glob(c);
            case '#' -> atStartOf(c, "comments are not supported; quote '#' to mean the character");
            default -> literal(c);
        }
        at++;
    }

    /** Takes a redirection that stands here; of several the last one holds, as in a shell. */
    private boolean redirection() {
        for (Map.Entry<String, Errors> known : REDIRECTIONS.entrySet()) {
            int end = at + known.getKey().length();
            if (text.startsWith(known.getKey(), at)
                    && (end == text.length() || " \t|".indexOf(text.charAt(end)) >= 0)) {
                errors = known.getValue();
                at = end;
                return true;
            }
        }
        return false;
    }

    private void pipe() {
        if (at + 1 < text.length() && text.charAt(at + 1) == '|') {
            throw new NotInLanguage(at, "'||' would chain commands; ask for one pipeline at a time");
        }
        endCommand();
        if (commands.size() == MAX_COMMANDS) {
            throw new NotInLanguage(at, "more than " + MAX_COMMANDS + " commands in a pipeline");
        }
    }

    private void singleQuoted() {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new NotInLanguage(at, "the single quote is not closed");
        }
        append(text.substring(at + 1, end));
        at = end;
    }

    private void doubleQuoted() {
        int start = at;
        inWord = true;
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c == '$' || c == '`') {
                throw new NotInLanguage(at, "'" + c + "' in double quotes would be expanded; use single quotes");
            }
            if (c == '\\' && at + 1 < text.length() && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
            }
            if (at < text.length()) {
                append(String.valueOf(text.charAt(at)));
            }
        }
        if (at >= text.length()) {
            throw new NotInLanguage(start, "the double quote is not closed");
        }
    }

    private void escaped() {
        if (at + 1 == text.length()) {
            throw new NotInLanguage(at, "nothing follows the backslash");
        }
        at++;
        append(String.valueOf(text.charAt(at)));
    }

    private void atStartOf(char c, String reason) {
        if (!inWord) {
            throw new NotInLanguage(at, reason);
        }
        append(String.valueOf(c));
    }

    private void literal(char c) {
        String reason = UNQUOTED.get(c);
        if (reason != null) {
            throw new NotInLanguage(at, reason);
        }
        if (c == '=' && words.isEmpty()) {
            throw new NotInLanguage(at, "environment variables cannot be set");
        }
        append(String.valueOf(c));
    }

    private void glob(char c) {
        if (words.isEmpty()) {
            throw new NotInLanguage(at, "the name of a command is no pattern; quote '" + c + "' to mean the character");
        }
        inWord = true;
        isPattern |= c != ']';
        word.append(c);
        pattern.append(c);
    }

    private void append(String part) {
        inWord = true;
        word.append(part);
        for (int i = 0; i < part.length(); i++) {
            if ("*?[]{}\\".indexOf(part.charAt(i)) >= 0) {
                pattern.append('\\');
            }
            pattern.append(part.charAt(i));
        }
    }

    private void endWord() {
        if (!inWord) {
            return;
        }
        if (words.size() == MAX_WORDS) {
            throw new NotInLanguage(at, "more than " + MAX_WORDS + " words in a command");
        }
        if (isPattern) {
            globs.put(words.size(), pattern.toString());
        }
        words.add(word.toString());
        word.setLength(0);
        pattern.setLength(0);
        isPattern = false;
        inWord = false;
    }

    private void endCommand() {
        endWord();
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new NotInLanguage(Math.min(at, Math.max(0, text.length() - 1)), "a command is expected here");
        }
        commands.add(new SimpleCommand(words, globs, errors));
        errors = Errors.SHOWN;
        words.clear();
        globs.clear();
    }

    /** Also in quotes: nobody could see in an approval what is really there. */
    private void refuseUnprintable() {
        if (text.length() > MAX_LENGTH) {
            throw new NotInLanguage(MAX_LENGTH, "longer than " + MAX_LENGTH + " characters");
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c != '\t' && unprintable(c)) {
                throw new NotInLanguage(i, "character U+%04X is not allowed".formatted(c));
            }
        }
    }

    private static boolean unprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> Character.isSpaceChar(c) && c != ' ';
        };
    }
}
