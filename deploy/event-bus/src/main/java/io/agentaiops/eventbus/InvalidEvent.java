package io.agentaiops.eventbus;

/** Thrown by a handler that can never handle the event: it goes to the dead-letter topic at once, with the reason. */
public final class InvalidEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidEvent(String reason) {
        super(reason);
    }
}
