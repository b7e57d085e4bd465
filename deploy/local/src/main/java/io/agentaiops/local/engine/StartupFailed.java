package io.agentaiops.local.engine;

import java.util.List;

/** A process did not come up; carries the last lines of its log. */
public final class StartupFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> lastLines;

    public StartupFailed(String message, List<String> lastLines) {
        super(message + (lastLines.isEmpty() ? "" : "; its log ends with:\n  " + String.join("\n  ", lastLines)));
        this.lastLines = List.copyOf(lastLines);
    }

    public List<String> lastLines() {
        return lastLines;
    }
}
