package io.agentaiops.opsscheduler.security;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A configuration of a test. */
record SecuritySettings(Optional<URI> feed, List<String> renewal, Path root) implements SecurityConfig {

    @Override
    public Optional<List<String>> renewCommand() {
        return renewal.isEmpty() ? Optional.empty() : Optional.of(renewal);
    }
}
