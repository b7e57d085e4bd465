package io.agentaiops.local.stack;

/** Why a stack could not be brought up or down, in one message for a person, with what to do about it. */
public final class StackFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackFailure(String message) {
        super(message);
    }

    StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
