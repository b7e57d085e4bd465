package io.agentaiops.toolrunner.sandbox;

import java.util.List;
import java.util.Map;

/**
 * A process to be started.
 *
 * @param argv the executable's absolute path and its arguments
 * @param profile what it gets of the machine
 */
public record SandboxedCommand(List<String> argv, Profile profile) {

    /**
     * What a command gets of the machine; nothing of it is the default.
     *
     * @param network whether it keeps the machine's network
     * @param processes whether it sees the machine's processes
     * @param privileged whether it keeps the service's rights and may write
     * @param exposed files and sockets that are hidden from all others
     * @param environment variables besides those that every command gets
     */
    public record Profile(
            boolean network,
            boolean processes,
            boolean privileged,
            List<String> exposed,
            Map<String, String> environment) {

        /** Neither network nor processes nor rights. */
        public static final Profile CLOSED = new Profile(false, false, false, List.of(), Map.of());

        public Profile {
            exposed = List.copyOf(exposed);
            environment = Map.copyOf(environment);
        }
    }

    public SandboxedCommand {
        argv = List.copyOf(argv);
        if (argv.isEmpty() || !argv.getFirst().startsWith("/")) {
            throw new IllegalArgumentException("an executable is named by its absolute path");
        }
    }

    /** A command without exposed files and variables of its own. */
    public SandboxedCommand(List<String> argv, boolean network, boolean processes, boolean privileged) {
        this(argv, new Profile(network, processes, privileged, List.of(), Map.of()));
    }
}
