package io.agentaiops.toolrunner.execution;

/** The newest of what a running call has shown: all that is left of one that is stopped. Used by one thread. */
final class Shown {

    private static final int LIMIT = 16_384;

    private final StringBuilder text = new StringBuilder();
    private boolean cut;

    void add(String printed) {
        text.append(printed);
        if (text.length() > LIMIT) {
            text.delete(0, text.length() - LIMIT);
            cut = true;
        }
    }

    String text() {
        return text.toString();
    }

    boolean cut() {
        return cut;
    }
}
