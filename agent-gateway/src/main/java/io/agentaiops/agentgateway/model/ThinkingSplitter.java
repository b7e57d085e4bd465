package io.agentaiops.agentgateway.model;

/**
 * Tells thinking from answer in the text of models whose Ollama does not do it: what stands between {@code <think>} at
 * the very beginning and {@code </think>} is thinking. Tags may come in pieces.
 */
final class ThinkingSplitter {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private enum Place {
        BEGINNING,
        THINKING,
        AFTER_THINKING,
        ANSWER
    }

    private final ChatHearer hearer;
    private final StringBuilder held = new StringBuilder();
    private Place place = Place.BEGINNING;

    ThinkingSplitter(ChatHearer hearer) {
        this.hearer = hearer;
    }

    void take(String piece) {
        if (place == Place.ANSWER) {
            hearer.said(piece);
            return;
        }
        held.append(piece);
        if (place == Place.BEGINNING) {
            begin();
        }
        if (place == Place.THINKING) {
            think();
        }
        if (place == Place.AFTER_THINKING) {
            skipBlank();
        }
    }

    /** No more pieces come. */
    void end() {
        String rest = held.toString();
        held.setLength(0);
        if (!rest.isEmpty()) {
            if (place == Place.THINKING) {
                hearer.thought(rest);
            } else if (place != Place.AFTER_THINKING) {
                hearer.said(rest);
            }
        }
        place = Place.ANSWER;
    }

    private void begin() {
        String text = held.toString().stripLeading();
        if (text.startsWith(OPEN)) {
            held.setLength(0);
            held.append(text, OPEN.length(), text.length());
            place = Place.THINKING;
        } else if (!OPEN.startsWith(text)) {
            place = Place.ANSWER;
            String all = held.toString();
            held.setLength(0);
            hearer.said(all);
        }
    }

    private void think() {
        int end = held.indexOf(CLOSE);
        if (end >= 0) {
            tellThought(end);
            held.delete(0, CLOSE.length());
            place = Place.AFTER_THINKING;
        } else {
            tellThought(held.length() - startOfTag());
        }
    }

    /** How much of the end could be the beginning of the closing tag. */
    private int startOfTag() {
        for (int length = Math.min(CLOSE.length() - 1, held.length()); length > 0; length--) {
            if (CLOSE.startsWith(held.substring(held.length() - length))) {
                return length;
            }
        }
        return 0;
    }

    private void tellThought(int length) {
        if (length > 0) {
            hearer.thought(held.substring(0, length));
            held.delete(0, length);
        }
    }

    private void skipBlank() {
        String text = held.toString().stripLeading();
        held.setLength(0);
        if (!text.isEmpty()) {
            place = Place.ANSWER;
            hearer.said(text);
        }
    }
}
