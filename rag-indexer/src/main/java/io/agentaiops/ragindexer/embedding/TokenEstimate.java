package io.agentaiops.ragindexer.embedding;

/**
 * How many tokens a model makes of a text whose tokenizer nobody has here: rather too many than too few. A word is a token
 * for its first four letters and for each four more, one with digits a token for each two; every other sign is one.
 */
final class TokenEstimate {

    private static final int LETTERS = 4;
    private static final int WITH_DIGITS = 2;

    private TokenEstimate() {}

    static int of(String text) {
        int tokens = 0;
        int at = 0;
        while (at < text.length()) {
            int end = at;
            boolean digits = false;
            while (end < text.length() && isPlain(text.charAt(end))) {
                digits |= Character.isDigit(text.charAt(end));
                end++;
            }
            if (end > at) {
                int perToken = digits ? WITH_DIGITS : LETTERS;
                tokens += (end - at + perToken - 1) / perToken;
                at = end;
            } else {
                tokens += Character.isWhitespace(text.charAt(at)) ? 0 : 1;
                at++;
            }
        }
        return tokens;
    }

    private static boolean isPlain(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }
}
