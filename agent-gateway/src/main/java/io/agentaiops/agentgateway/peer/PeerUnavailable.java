package io.agentaiops.agentgateway.peer;

/** A service did not answer, or answered that it cannot. The message says which and why, in words for people. */
public final class PeerUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    PeerUnavailable(String message) {
        super(message);
    }

    PeerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** The reason; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
