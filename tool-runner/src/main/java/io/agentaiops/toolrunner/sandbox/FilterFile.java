package io.agentaiops.toolrunner.sandbox;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The filter in a file without a name: who loads it takes it from a file descriptor, and a process that Java starts
 * inherits no other way to one than a path. The file is deleted as soon as it is open, and reached through our own
 * descriptor: nothing is left behind, however this process ends. It holds no secret, and who was handed a descriptor may
 * read it anew under any account.
 */
final class FilterFile {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** Holds the file as long as this process lives. */
    private final FileInputStream open;

    private final Path path;

    FilterFile(byte[] filter) {
        try {
            Path file = Files.createTempFile(
                            "aiops-seccomp-",
                            ".bpf",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")))
                    .toRealPath();
            try {
                Files.write(file, filter);
                this.open = new FileInputStream(file.toFile());
                this.path = descriptorOf(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the file anew, from its beginning, for a process of the same account. */
    Path path() {
        if (!open.getChannel().isOpen()) {
            throw new IllegalStateException("the filter was closed");
        }
        return path;
    }

    private static Path descriptorOf(Path file) throws IOException {
        List<Path> descriptors;
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            descriptors = all.toList();
        }
        for (Path descriptor : descriptors) {
            if (Files.isSymbolicLink(descriptor) && leadsTo(descriptor, file)) {
                return Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd")
                        .resolve(descriptor.getFileName());
            }
        }
        throw new IOException("the filter's descriptor is not to be found in " + DESCRIPTORS);
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            // Closed while we looked: another's.
            return false;
        }
    }
}
