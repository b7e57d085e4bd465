package io.agentaiops.alertrouter.gotemplate;

import io.agentaiops.alertrouter.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts what stands between <code>{{</code> and <code>}}</code> into pieces. */
final class ActionLexer {

    private final String name;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int line;
    private int at;
    private boolean spaced;

    private ActionLexer(String name, String text, int line) {
        this.name = name;
        this.text = text;
        this.line = line;
    }

    static List<Token> tokens(String name, String text, int line) {
        return new ActionLexer(name, text, line).all();
    }

    private List<Token> all() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                line += c == '\n' ? 1 : 0;
                spaced = true;
                at++;
            } else {
                next(c);
                spaced = false;
            }
        }
        add(Kind.END, "");
        return tokens;
    }

    private void next(char c) {
        if (c == '"' || c == '`' || c == '\'') {
            quoted(c);
        } else if (c == '.' && !isDigitAt(at + 1)) {
            at++;
            String field = word();
            add(field.isEmpty() ? Kind.DOT : Kind.FIELD, field);
        } else if (c == '$') {
            at++;
            add(Kind.VARIABLE, word());
        } else if (Character.isDigit(c) || ((c == '-' || c == '+' || c == '.') && isNumberAfterSign())) {
            number();
        } else if (text.startsWith(":=", at)) {
            at += 2;
            add(Kind.SIGN, ":=");
        } else if ("|(),=".indexOf(c) >= 0) {
            at++;
            add(Kind.SIGN, String.valueOf(c));
        } else {
            String word = word();
            if (word.isEmpty()) {
                throw error("unexpected \"" + c + "\" in action");
            }
            add(Kind.WORD, word);
        }
    }

    private boolean isNumberAfterSign() {
        return isDigitAt(at + 1) || (at + 1 < text.length() && text.charAt(at + 1) == '.' && isDigitAt(at + 2));
    }

    private boolean isDigitAt(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private String word() {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(from, at);
    }

    private void number() {
        int from = at;
        at++;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at))
                        || "._".indexOf(text.charAt(at)) >= 0
                        || ("+-".indexOf(text.charAt(at)) >= 0 && "eE".indexOf(text.charAt(at - 1)) >= 0))) {
            at++;
        }
        add(Kind.NUMBER, text.substring(from, at));
    }

    private void quoted(char quote) {
        StringBuilder value = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length() || (quote != '`' && text.charAt(at) == '\n')) {
                throw error("unterminated quoted string");
            }
            char c = text.charAt(at++);
            if (c == quote) {
                break;
            }
            if (c == '\\' && quote != '`') {
                escape(value);
            } else {
                line += c == '\n' ? 1 : 0;
                value.append(c);
            }
        }
        if (quote == '\'') {
            if (value.codePointCount(0, value.length()) != 1) {
                throw error("a character constant holds one character");
            }
            add(Kind.NUMBER, Integer.toString(value.codePointAt(0)));
        } else {
            add(Kind.STRING, value.toString());
        }
    }

    private void escape(StringBuilder value) {
        char c = at < text.length() ? text.charAt(at++) : '\0';
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'v' -> value.append('\u000b');
            case '\\', '"', '\'' -> value.append(c);
            case 'x' -> value.appendCodePoint(hex(2));
            case 'u' -> value.appendCodePoint(hex(4));
            case 'U' -> value.appendCodePoint(hex(8));
            default -> throw error("unknown escape \\" + c);
        }
    }

    private int hex(int digits) {
        try {
            int code = Integer.parseInt(text.substring(at, at + digits), 16);
            at += digits;
            if (!Character.isValidCodePoint(code)) {
                throw error("escape is no character");
            }
            return code;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw error("escape needs " + digits + " hexadecimal digits");
        }
    }

    private void add(Kind kind, String value) {
        tokens.add(new Token(kind, value, spaced, line));
    }

    private TemplateError error(String reason) {
        return new TemplateError(name, line, reason);
    }
}
