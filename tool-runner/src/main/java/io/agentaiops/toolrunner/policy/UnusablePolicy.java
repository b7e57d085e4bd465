package io.agentaiops.toolrunner.policy;

import java.nio.file.Path;

/** A policy file that cannot be put in force. */
public final class UnusablePolicy extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String file;
    private final int line;
    private final String reason;

    UnusablePolicy(Path file, int line, String reason) {
        super("the terminal policy is wrong: " + file + (line > 0 ? ":" + line : "") + ": " + reason);
        this.file = file.toString();
        this.line = line;
        this.reason = reason;
    }

    /** Where it lies. */
    public String file() {
        return file;
    }

    /** The line at fault, from 1; 0 when it is not known. */
    public int line() {
        return line;
    }

    /** What is wrong. */
    public String reason() {
        return reason;
    }
}
