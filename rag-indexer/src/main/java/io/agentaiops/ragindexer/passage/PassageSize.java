package io.agentaiops.ragindexer.passage;

import java.util.function.ToIntFunction;

/**
 * How long a text is for the embedding model. Its tokenizer decides; but it takes a word of more than a hundred characters
 * for one unknown token, so that a text also counts by its characters.
 */
final class PassageSize {

    private static final int MOST_CHARACTERS_PER_TOKEN = 6;

    private final ToIntFunction<String> tokens;

    PassageSize(ToIntFunction<String> tokens) {
        this.tokens = tokens;
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
