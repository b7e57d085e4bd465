package io.agentaiops.toolrunner.policy;

import io.agentaiops.toolrunner.command.SimpleCommand;
import java.util.List;
import java.util.Map;

/**
 * A command that policy lets run, and what it needs from the sandbox.
 *
 * @param command the command, with patterns expanded and with the arguments that policy adds
 * @param network whether it may use the network
 * @param processes whether it must see the processes of the machine rather than its own only
 * @param privileged whether it must be able to change the machine: an approved change, never a read
 * @param exposes sockets that are hidden from all other commands
 * @param environment variables that policy sets for it
 */
public record PermittedCommand(
        SimpleCommand command,
        boolean network,
        boolean processes,
        boolean privileged,
        List<String> exposes,
        Map<String, String> environment) {

    public PermittedCommand {
        exposes = List.copyOf(exposes);
        environment = Map.copyOf(environment);
    }
}
