package io.agentaiops.opsscheduler.restore;

import io.agentaiops.opsscheduler.archive.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * Brings files back. One that is there and differs is kept beside as {@code NAME.before-restore}, or stays as it is when
 * asked so. Key files but the public ones are for their owner
 * alone.
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

    private static boolean write(Path file, InputStream content, boolean keep, boolean secret) throws IOException {
        byte[] bytes = content.readAllBytes();
        if (Files.exists(file)) {
            if (keep || Arrays.equals(Files.readAllBytes(file), bytes)) {
                return false;
            }
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".before-restore"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createDirectories(file.resolveSibling(""));
        if (secret) {
            boolean open = file.getFileName().toString().contains("public");
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(open ? "rw-r--r--" : "rw-------")));
        }
        Files.write(file, bytes);
        return true;
    }
}
