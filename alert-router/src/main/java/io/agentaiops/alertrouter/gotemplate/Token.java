package io.agentaiops.alertrouter.gotemplate;

/**
 * A piece of an action.
 *
 * @param kind what it is
 * @param text its text; of a string the value
 * @param spaced whether blanks stand before it: {@code .A .B} are two fields, {@code .A.B} one of the other
 * @param line where
 */
record Token(Kind kind, String text, boolean spaced, int line) {

    /** Kinds of pieces. */
    enum Kind {
        WORD,
        FIELD,
        DOT,
        VARIABLE,
        STRING,
        NUMBER,
        SIGN,
        END
    }

    boolean is(Kind wanted, String wantedText) {
        return kind == wanted && text.equals(wantedText);
    }
}
