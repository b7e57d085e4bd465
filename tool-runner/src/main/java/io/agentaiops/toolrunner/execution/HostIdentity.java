package io.agentaiops.toolrunner.execution;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which machine this is: an approval holds for it alone. */
@ApplicationScoped
class HostIdentity {

    private final String name;

    HostIdentity() {
        try {
            this.name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }
}
