package io.agentaiops.toolrunner.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * Judges an awk program by its words: it may select, compute and print, and nothing that reaches out of it (running
 * commands, pipes, redirections, further files, the environment). Where implementations read a slash differently, as a
 * division or as the beginning of a regular expression, it is refused rather than guessed.
 */
final class AwkProgram {

    private static final Set<String> FUNCTIONS = Set.of(
            "length",
            "substr",
            "index",
            "split",
            "sub",
            "gsub",
            "match",
            "sprintf",
            "tolower",
            "toupper",
            "int",
            "sqrt",
            "log",
            "exp",
            "sin",
            "cos",
            "atan2",
            "rand",
            "srand",
            "strftime",
            "systime",
            "mktime",
            "gensub",
            "strtonum",
            "asort",
            "asorti");
    private static final Set<String> HEADERS = Set.of("if", "while", "for");
    private static final Set<String> WORDS = Set.of(
            "if",
            "else",
            "while",
            "for",
            "do",
            "in",
            "BEGIN",
            "END",
            "delete",
            "exit",
            "next",
            "nextfile",
            "return",
            "break",
            "continue",
            "switch",
            "case",
            "default");
    private static final Set<String> REFUSED = Set.of(
            "system",
            "getline",
            "close",
            "fflush",
            "ENVIRON",
            "ARGV",
            "ARGC",
            "PROCINFO",
            "SYMTAB",
            "FUNCTAB",
            "function",
            "func",
            "BEGINFILE",
            "ENDFILE",
            "include",
            "load",
            "namespace");

    /** What stands before a slash decides what it means. */
    private enum Before {
        /** A division follows. */
        OPERAND,
        /** A regular expression follows. */
        OPERATOR,
        /** It depends on the implementation. */
        UNCLEAR
    }

    /** Ends the scan. */
    private static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAllowed(String reason) {
            super(reason, null, false, false);
        }
    }

    private final String text;
    private final Deque<Boolean> headers = new ArrayDeque<>();
    private Before before = Before.OPERATOR;
    private boolean printing;
    private boolean header;
    private int at;

    private AwkProgram(String text) {
        this.text = text;
    }

    /** What is wrong with the program; empty when nothing is. */
    static Optional<String> fault(String program) {
        try {
            new AwkProgram(program).scan();
            return Optional.empty();
        } catch (NotAllowed e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private void scan() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
            } else if (Character.isLetter(c) || c == '_') {
                word();
            } else if ((c >= '0' && c <= '9') || c == '.') {
                number();
            } else {
                symbol(c);
            }
        }
    }

    private void word() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String word = text.substring(start, at);
        if (REFUSED.contains(word)) {
            throw new NotAllowed("'" + word + "' reaches out of an awk program");
        }
        header = HEADERS.contains(word);
        if (word.equals("print") || word.equals("printf")) {
            printing = true;
            before = Before.OPERATOR;
        } else if (WORDS.contains(word)) {
            before = Before.OPERATOR;
        } else if (at < text.length() && text.charAt(at) == '(' && !FUNCTIONS.contains(word)) {
            throw new NotAllowed("awk has no function '" + word + "' here");
        } else {
            before = word.equals("length") ? Before.UNCLEAR : Before.OPERAND;
        }
    }

    private void number() {
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        before = Before.OPERAND;
    }

    private void symbol(char c) {
        boolean twice = at + 1 < text.length() && text.charAt(at + 1) == c;
        switch (c) {
            case '"' -> string();
            case '/' -> slash();
            case '|' -> {
                if (!twice) {
                    throw new NotAllowed("awk may not run commands with '|'");
                }
                operator(2);
            }
            case '>' -> {
                if (twice || printing) {
                    throw new NotAllowed("awk may not write files with '>'; compare before the print");
                }
                operator(1);
            }
            case '+', '-' -> {
                operator(twice ? 2 : 1);
                before = twice ? Before.UNCLEAR : Before.OPERATOR;
            }
            case ';', '{', '}' -> {
                printing = false;
                operator(1);
            }
            case '(' -> {
                headers.push(header);
                operator(1);
            }
            case ')' -> {
                boolean ofHeader = !headers.isEmpty() && headers.pop();
                operator(1);
                before = ofHeader ? Before.UNCLEAR : Before.OPERAND;
            }
            case ']' -> {
                operator(1);
                before = Before.OPERAND;
            }
            case '[', '$', ',', '?', ':', '=', '<', '!', '~', '*', '%', '^', '&' -> operator(1);
            default -> throw new NotAllowed("'" + c + "' is not allowed in an awk program");
        }
        header = false;
    }

    private void operator(int length) {
        at += length;
        before = Before.OPERATOR;
    }

    private void string() {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw new NotAllowed("a string of the awk program is not closed");
        }
        at = end + 1;
        before = Before.OPERAND;
    }

    private void slash() {
        switch (before) {
            case OPERAND -> operator(1);
            case OPERATOR -> {
                at = Delimited.end(text, at + 1, '/')
                        .orElseThrow(() -> new NotAllowed(
                                "a regular expression of the awk program is not closed, or holds '/' in brackets"));
                before = Before.OPERAND;
            }
            case UNCLEAR -> throw new NotAllowed("awks differ on what '/' means here; use parentheses or a variable");
        }
    }
}
