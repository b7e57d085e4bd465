package io.agentaiops.opsscheduler.restore;

import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Brings files back. One that is there and differs is kept beside as {@code NAME.before-restore} (or {@code -2} and so
 * on), or stays as it is when asked so. Key files but the public ones are for their owner alone.
 */
final class FileRestore {

    private static final String KEYS = "files/keys.zip";
    private static final String ADMIN_KEY = "admin.key";

    private final Archive archive;

    FileRestore(Archive archive) {
        this.archive = archive;
    }

    /**
     * Unpacks a part; the admin's key goes into the folder above that of the other keys, where it always lies.
     *
     * @param keep whether files that are there stay as they are
     * @return how many files were written
     */
    long unpack(String part, Path folder, boolean keep) throws IOException {
        long[] written = {0};
        Files.createDirectories(folder);
        UnpackedZip.read(archive, part, (name, content) -> {
            Path base = part.equals(KEYS) && name.equals(ADMIN_KEY) ? folder.resolveSibling("") : folder;
            Path file = base.resolve(name).normalize();
            if (!file.startsWith(base.normalize())) {
                throw new IOException(name + " would lie outside of " + base);
            }
            written[0] += write(file, content, keep, part.equals(KEYS)) ? 1 : 0;
        });
        return written[0];
    }

    /** In one step each: after a kill a file is what it was or what it shall be, and the old one is still there. */
    private static boolean write(Path file, InputStream content, boolean keep, boolean secret) throws IOException {
        if (keep && Files.exists(file)) {
            return false;
        }
        Files.createDirectories(file.resolveSibling(""));
        Path begun = file.resolveSibling("." + file.getFileName() + ".restoring");
        Files.deleteIfExists(begun);
        if (secret) {
            boolean open = file.getFileName().toString().contains("public");
            Files.createFile(
                    begun,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(open ? "rw-r--r--" : "rw-------")));
        }
        try (OutputStream out = Files.newOutputStream(begun)) {
            content.transferTo(out);
        }
        DurableFiles.force(begun);
        if (Files.exists(file)) {
            if (Files.mismatch(file, begun) < 0) {
                Files.delete(begun);
                return false;
            }
            Files.move(file, aside(file));
        }
        DurableFiles.publish(begun, file);
        return true;
    }

    /** A name that nothing has: what an earlier restore set aside stays. */
    private static Path aside(Path file) {
        Path aside = file.resolveSibling(file.getFileName() + ".before-restore");
        for (int i = 2; Files.exists(aside); i++) {
            aside = file.resolveSibling(file.getFileName() + ".before-restore-" + i);
        }
        return aside;
    }
}
