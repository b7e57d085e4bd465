package io.agentaiops.agentgateway.session;

import io.agentaiops.agentgateway.peer.Caller;
import java.time.Instant;

/**
 * A conversation.
 *
 * @param id the session
 * @param principal whose it is
 * @param title what it is about: the start of its first question
 * @param createdAt when it began
 * @param updatedAt when something was last asked in it
 */
public record Session(String id, String principal, String title, Instant createdAt, Instant updatedAt) {

    /** Whether that caller may see it and go on with it. */
    public boolean belongsTo(Caller caller) {
        return caller.isAdmin() || principal.equals(caller.principal());
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "Session[" + id + "]";
    }
}
