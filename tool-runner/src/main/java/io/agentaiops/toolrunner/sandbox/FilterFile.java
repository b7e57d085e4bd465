package io.agentaiops.toolrunner.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The filter in a file that only this account can read or write: bubblewrap takes it from a file descriptor, and a
 * process that Java starts inherits no other way to one.
 */
final class FilterFile {

    private final byte[] filter;
    private @Nullable Path file;

    FilterFile(byte[] filter) {
        this.filter = filter.clone();
    }

    /** The file; written again when somebody tidied it away. */
    synchronized Path path() {
        Path written = file;
        if (written == null || !Files.isRegularFile(written)) {
            written = write();
            file = written;
        }
        return written;
    }

    private Path write() {
        try {
            Path created = Files.createTempFile(
                    "aiops-seccomp-",
                    ".bpf",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            created.toFile().deleteOnExit();
            return Files.write(created, filter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
