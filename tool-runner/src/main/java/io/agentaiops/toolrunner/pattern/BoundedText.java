package io.agentaiops.toolrunner.pattern;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that counts how often a matcher looks at a character, which is the only hold on a matcher that runs away: an
 * expression with nested repetitions can take longer than the age of the universe on an unlucky text of forty characters.
 */
public final class BoundedText implements CharSequence {

    /** The matcher was given up. */
    public static final class Endless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Endless() {
            super("the pattern takes too long on this text", null, false, false);
        }
    }

    private final CharSequence text;
    private int left;

    private BoundedText(CharSequence text, int steps) {
        this.text = text;
        this.left = steps;
    }

    /**
     * A matcher that throws {@link Endless} when it has looked at characters that often. Deep nesting may still end in a
     * {@link StackOverflowError}.
     */
    public static Matcher matcher(Pattern pattern, CharSequence text, int steps) {
        return pattern.matcher(new BoundedText(text, steps));
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new Endless();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
