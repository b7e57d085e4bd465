package io.agentaiops.agentgateway.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where keys that were made by themselves wait for those who put them in place: a file each, named after the key that it
 * follows, for the eyes of this service's account alone.
 *
 * @param folder made when it is missing
 */
record KeyHandover(Path folder) {

    /** On the disk when this returns: only then may the old key be given an end. */
    Path put(ApiKeys.NewKey made, String replaced) {
        Path file = folder.resolve(replaced + ".key");
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(file);
            try (FileChannel out = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer text = ByteBuffer.wrap((made.secret() + "\n").getBytes(StandardCharsets.US_ASCII));
                while (text.hasRemaining()) {
                    out.write(text);
                }
                out.force(true);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the new key cannot be put into " + folder + ": " + e.getMessage(), e);
        }
    }
}
