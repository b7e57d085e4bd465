package io.agentaiops.toolrunner.policy;

import io.agentaiops.toolrunner.command.SimpleCommand;

/**
 * A command that policy lets run, and what it needs from the sandbox.
 *
 * @param command the command, with the arguments that policy adds
 * @param network whether it may use the network
 * @param processes whether it must see the processes of the machine rather than its own only
 * @param privileged whether it must be able to change the machine: an approved change, never a read
 */
public record PermittedCommand(SimpleCommand command, boolean network, boolean processes, boolean privileged) {}
