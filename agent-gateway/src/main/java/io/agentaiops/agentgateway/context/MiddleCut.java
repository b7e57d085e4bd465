package io.agentaiops.agentgateway.context;

/**
 * Takes the middle out of a text and says so in its place: the head of an output tells what it is about, the end how it
 * ended.
 */
final class MiddleCut {

    private static final double HEAD = 0.6;
    private static final double SHRINK = 0.9;
    private static final int NEAR = 160;

    private MiddleCut() {}

    /** The text in at most so many tokens, the notice included; only the notice when there is no room for more. */
    static String cut(String text, int tokens, TokenCount count) {
        int whole = count.of(text);
        if (whole <= tokens) {
            return text;
        }
        String notice = notice(whole);
        int keep = (int) ((long) text.length() * Math.max(0, tokens - count.of(notice)) / Math.max(1, whole));
        while (keep > 1) {
            String shorter = around(text, keep, notice(whole - whole * (long) keep / text.length()));
            if (count.of(shorter) <= tokens) {
                return shorter;
            }
            keep = (int) (keep * SHRINK);
        }
        return notice;
    }

    static String notice(long tokens) {
        return "[... about " + tokens + " tokens left out here: they do not fit into the model's context ...]";
    }

    private static String around(String text, int keep, String notice) {
        int head = lineEndBefore(text, (int) (keep * HEAD));
        int tail = lineStartAfter(text, text.length() - (keep - head));
        return text.substring(0, head) + "\n" + notice + "\n" + text.substring(tail);
    }

    private static int lineEndBefore(String text, int at) {
        int line = text.lastIndexOf('\n', at);
        return line > at - NEAR && line > 0 ? line : whole(text, at);
    }

    private static int lineStartAfter(String text, int at) {
        int line = text.indexOf('\n', at);
        return line >= 0 && line < at + NEAR ? line + 1 : whole(text, Math.min(text.length(), at));
    }

    /** Never between the halves of a character. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
    }
}
