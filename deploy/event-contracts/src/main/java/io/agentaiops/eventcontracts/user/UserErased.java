package io.agentaiops.eventcontracts.user;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;

/**
 * Everything that the gateway held about somebody is gone. Whoever keeps data of that person, and has no duty to keep
 * it, removes it too. The audit trail is such a duty.
 *
 * @param principal who it was
 * @param erasedAt when
 */
public record UserErased(String principal, Instant erasedAt) implements Event {

    public UserErased {
        Require.text(principal, "principal");
        requireNonNull(erasedAt, "erasedAt");
    }

    @Override
    public String key() {
        return principal;
    }
}
