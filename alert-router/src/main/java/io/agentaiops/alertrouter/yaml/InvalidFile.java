package io.agentaiops.alertrouter.yaml;

/** A configuration file that is refused, with file, line and reason. */
public final class InvalidFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidFile(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
    }
}
