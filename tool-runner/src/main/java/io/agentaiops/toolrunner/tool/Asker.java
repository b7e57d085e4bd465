package io.agentaiops.toolrunner.tool;

import java.util.Set;

/**
 * Who asks for a call.
 *
 * @param callId the call: whoever passes it on makes sure that what is asked for twice happens once
 * @param principal on whose behalf
 * @param roles what the principal may do, implied roles included; empty when nobody said
 */
public record Asker(String callId, String principal, Set<String> roles) {

    public Asker {
        roles = Set.copyOf(roles);
    }
}
