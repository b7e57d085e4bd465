package io.agentaiops.toolrunner.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What tells one version of a file from another.
 *
 * @param modified in milliseconds since 1970
 * @param size in bytes
 */
public record FileStamp(long modified, long size) {

    /** There is no such file. */
    public static final FileStamp NONE = new FileStamp(-1, -1);

    /** That of the file as it is now. */
    public static FileStamp of(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? new FileStamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file))
                    : NONE;
        } catch (IOException e) {
            return NONE;
        }
    }
}
