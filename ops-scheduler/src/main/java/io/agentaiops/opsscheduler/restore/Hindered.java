package io.agentaiops.opsscheduler.restore;

import org.jspecify.annotations.Nullable;

/** A backup could not be looked at, for a reason that says nothing about it. */
final class Hindered extends Exception {

    private static final long serialVersionUID = 1;

    Hindered(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
