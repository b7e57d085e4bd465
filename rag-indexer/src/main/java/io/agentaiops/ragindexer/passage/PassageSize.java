package io.agentaiops.ragindexer.passage;

import java.util.function.ToIntFunction;

/**
 * How long a text is for the embedding model. Its tokenizer decides; but it takes a word of more than a hundred characters
 * for one unknown token, so that a text also counts by its characters.
 */
public final class PassageSize {

    /** Of the bundled models; what is longer is not found better. */
    private static final int USUAL_WINDOW = 512;
    /** Tokens that mark the ends of a text. */
    private static final int ENDS = 2;
    /** However little a model reads, a passage of less says nothing. */
    private static final int SMALLEST_WINDOW = 64;

    private static final int MOST_CHARACTERS_PER_TOKEN = 6;

    private final ToIntFunction<String> tokens;
    private final int window;

    /**
     * For one model.
     *
     * @param tokens counts the tokens that it makes of a text
     * @param window tokens that it reads at once, the marks of the ends included
     */
    public PassageSize(ToIntFunction<String> tokens, int window) {
        this.tokens = tokens;
        this.window = Math.clamp(window, SMALLEST_WINDOW, USUAL_WINDOW) - ENDS;
    }

    /** Tokens of a text and its headings that are read at once. */
    int window() {
        return window;
    }

    int of(String text) {
        int byCharacters = text.length() / MOST_CHARACTERS_PER_TOKEN;
        return Math.max(byCharacters, tokens.applyAsInt(text));
    }

    /** Where to cut the text so that what is before is no longer than that: at a space when there is one. */
    int cut(String text, int most) {
        int end = Math.min(text.length(), most * MOST_CHARACTERS_PER_TOKEN);
        while (end > 1 && of(text.substring(0, end)) > most) {
            end = Math.max(1, end * 3 / 4);
        }
        if (end >= text.length()) {
            return text.length();
        }
        int space = text.lastIndexOf(' ', end);
        int at = space > end / 2 ? space : end;
        return at > 1 && Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
    }
}
