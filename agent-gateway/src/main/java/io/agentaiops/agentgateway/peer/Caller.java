package io.agentaiops.agentgateway.peer;

import java.util.Set;

/**
 * On whose behalf something is asked.
 *
 * @param principal who
 * @param roles what they may do, implied roles included
 */
public record Caller(String principal, Set<String> roles) {

    /** The gateway itself, looking around. */
    public static final Caller GATEWAY = new Caller("agent-gateway", Set.of("viewer", "service"));

    public Caller {
        if (principal.isBlank()) {
            throw new IllegalArgumentException("principal must not be blank");
        }
        roles = Set.copyOf(roles);
    }

    /** Whether the caller is an administrator. */
    public boolean isAdmin() {
        return roles.contains("admin");
    }
}
