package io.agentaiops.toolrunner.policy;

import java.util.OptionalInt;

/** Finds where a regular expression ends that stands between delimiters, as awk and sed write it. */
final class Delimited {

    private Delimited() {}

    /**
     * The place after the closing delimiter.
     *
     * @param from the place after the opening one
     * @return empty when it is not closed, or when the delimiter stands in brackets, which implementations read
     *     differently
     */
    static OptionalInt end(String text, int from, char delimiter) {
        boolean inBrackets = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == delimiter) {
                return inBrackets ? OptionalInt.empty() : OptionalInt.of(i + 1);
            } else if (!inBrackets && c == '[') {
                inBrackets = true;
                i += leadingBracket(text, i + 1);
            } else if (inBrackets && c == '[' && text.startsWith(":", i + 1)) {
                int closed = text.indexOf(":]", i + 2);
                i = closed < 0 ? i : closed + 1;
            } else if (inBrackets && c == ']') {
                inBrackets = false;
            }
        }
        return OptionalInt.empty();
    }

    /** A bracket that comes first in brackets means itself. */
    private static int leadingBracket(String text, int at) {
        int caret = text.startsWith("^", at) ? 1 : 0;
        return caret + (text.startsWith("]", at + caret) ? 1 : 0);
    }
}
