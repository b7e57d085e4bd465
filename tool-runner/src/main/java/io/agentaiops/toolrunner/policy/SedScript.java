package io.agentaiops.toolrunner.policy;

import java.util.Optional;

/**
 * Judges a sed script: addresses, and of the commands those that print, delete, skip and substitute. What runs commands
 * ({@code e}), reads or writes files ({@code r R w W}, the flags {@code e} and {@code w} of {@code s}) is refused, as is
 * everything else.
 */
final class SedScript {

    private static final String PLAIN = "pPdDqQnNhHgGx=l";

    /** Ends the scan. */
    private static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAllowed(String reason) {
            super(reason, null, false, false);
        }
    }

    private final String text;
    private int at;

    private SedScript(String text) {
        this.text = text;
    }

    /** What is wrong with the script; empty when nothing is. */
    static Optional<String> fault(String script) {
        try {
            new SedScript(script).scan();
            return Optional.empty();
        } catch (NotAllowed e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private void scan() {
        while (true) {
            skip(" \t;{}");
            if (at == text.length()) {
                return;
            }
            addresses();
            skip(" \t!");
            boolean grouped = peek() == '{';
            command();
            skip(" \t");
            if (!grouped && at < text.length() && ";}".indexOf(text.charAt(at)) < 0) {
                throw new NotAllowed("after a command of the sed script, ';' is expected");
            }
        }
    }

    private void addresses() {
        address();
        skip(" \t");
        if (peek() == ',') {
            at++;
            skip(" \t");
            skip("+~");
            address();
        }
    }

    private void address() {
        char c = peek();
        if (c == '$') {
            at++;
        } else if (c == '/') {
            delimited('/');
            skip("I");
        } else {
            skip("0123456789~");
        }
    }

    private void command() {
        char c = peek();
        at++;
        if (c == '{') {
            return;
        }
        if (c == 's' || c == 'y') {
            char delimiter = peek();
            if (Character.isLetterOrDigit(delimiter) || " \t\\;{}\0".indexOf(delimiter) >= 0) {
                throw new NotAllowed("'" + delimiter + "' is no delimiter for sed here; use '/' or '|'");
            }
            delimited(delimiter);
            at--;
            delimited(delimiter);
            if (c == 's') {
                skip("gpiI0123456789");
            }
        } else if (PLAIN.indexOf(c) >= 0 && c != '\0') {
            skip("0123456789");
        } else {
            throw new NotAllowed(
                    "'" + c + "' is not allowed in a sed script: it may only print, delete and substitute");
        }
    }

    private void delimited(char delimiter) {
        at = Delimited.end(text, at + 1, delimiter)
                .orElseThrow(() -> new NotAllowed(
                        "an expression of the sed script is not closed, or holds its delimiter in brackets"));
    }

    private void skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
