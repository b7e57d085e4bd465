package io.agentaiops.agentgateway.context;

/**
 * A guess at how many tokens a text has, without the model's tokenizer: each character weighs what byte-pair encodings
 * of today make of its kind. It errs on the high side for prose; {@link TokenCalibration} learns the rest per model.
 */
public final class TokenWeight {

    /** What the template of a chat adds to each message. */
    public static final double PER_MESSAGE = 8;

    private static final double LETTER = 0.27;
    private static final double LETTER_OF_LONG_WORD = 0.4;
    private static final double LETTER_IN_CODE = 0.5;
    private static final double DIGIT = 0.6;
    private static final double SPACE = 0.05;
    private static final double LINE_END = 0.5;
    private static final double MARK = 0.7;
    private static final double OTHER_ALPHABET = 0.6;
    private static final double IDEOGRAPH = 1.1;
    private static final double SYMBOL = 2.5;

    private static final int LONG_WORD = 12;

    private TokenWeight() {}

    /** The weight of a text; about its number of tokens. */
    public static double of(String text) {
        double weight = 0;
        int word = 0;
        boolean afterDigit = false;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            boolean letter = point < 128 && Character.isLetter(point);
            word = letter ? word + 1 : 0;
            weight += letter ? letter(word, afterDigit) : other(point);
            afterDigit = (point >= '0' && point <= '9') || (letter && afterDigit);
        }
        return weight;
    }

    private static double letter(int word, boolean afterDigit) {
        if (afterDigit) {
            return LETTER_IN_CODE;
        }
        return word > LONG_WORD ? LETTER_OF_LONG_WORD : LETTER;
    }

    private static double other(int point) {
        if (point < 128) {
            return switch (point) {
                case ' ', '\t' -> SPACE;
                case '\n', '\r' -> LINE_END;
                default -> Character.isDigit(point) ? DIGIT : MARK;
            };
        }
        if (Character.isIdeographic(point)) {
            return IDEOGRAPH;
        }
        return Character.isLetter(point) ? OTHER_ALPHABET : SYMBOL;
    }
}
