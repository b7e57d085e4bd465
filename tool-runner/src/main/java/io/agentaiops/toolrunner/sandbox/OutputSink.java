package io.agentaiops.toolrunner.sandbox;

/** Hears what a command prints while it runs, some lines at a time. What it hears may have gaps; the result has none. */
@FunctionalInterface
public interface OutputSink {

    /** Hears nothing. */
    OutputSink NONE = text -> {};

    /** The last command printed this: whole lines, unless one is very long. Must return soon. */
    void printed(String text);
}
