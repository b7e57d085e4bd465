package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.SandboxedCommand.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tells sandboxes apart that can stand ready. */
record SandboxKind(boolean network, boolean processes) {

    static final SandboxKind CLOSED = new SandboxKind(false, false);

    /** The kind that serves the command; empty for one that is privileged, sees hidden paths, or cannot be handed over. */
    static Optional<SandboxKind> of(SandboxedCommand command) {
        Profile profile = command.profile();
        return profile.privileged() || !profile.exposed().isEmpty() || !HandOver.fits(command)
                ? Optional.empty()
                : Optional.of(new SandboxKind(profile.network(), profile.processes()));
    }

    Profile profile() {
        return new Profile(network, processes, false, List.of(), Map.of());
    }
}
