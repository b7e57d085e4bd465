package io.agentaiops.toolrunner.sandbox;

import java.util.List;

/**
 * A process to be started.
 *
 * @param argv the executable's absolute path and its arguments
 * @param network whether it keeps the machine's network
 * @param processes whether it sees the machine's processes
 * @param privileged whether it keeps the service's rights and may write
 */
public record SandboxedCommand(List<String> argv, boolean network, boolean processes, boolean privileged) {

    public SandboxedCommand {
        argv = List.copyOf(argv);
        if (argv.isEmpty() || !argv.getFirst().startsWith("/")) {
            throw new IllegalArgumentException("an executable is named by its absolute path");
        }
    }
}
