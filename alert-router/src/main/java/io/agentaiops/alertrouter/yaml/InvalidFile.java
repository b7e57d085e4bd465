package io.agentaiops.alertrouter.yaml;

/** A configuration file that is refused, with file, line and reason. */
public final class InvalidFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String reason;

    public InvalidFile(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
        this.line = line;
        this.reason = reason;
    }

    /** Where, counted from one. */
    public int line() {
        return line;
    }

    /** What is wrong; begins with the key that it is wrong with, if there is one. */
    public String reason() {
        return reason;
    }
}
