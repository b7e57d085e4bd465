package io.agentaiops.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log file that is read on as it grows. */
public final class FollowedLog {

    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private long position;

    /** Follows the file from its present end. */
    public FollowedLog(Path file) {
        this.file = file;
        this.position = size();
    }

    public Path file() {
        return file;
    }

    /** The lines that were added since the last call. A file that became shorter begins anew. */
    public List<String> more() {
        long size = size();
        if (size < position) {
            position = 0;
        }
        if (size == position) {
            return List.of();
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(position);
            byte[] added = new byte[(int) Math.min(size - position, MOST_BYTES)];
            reader.readFully(added);
            position += added.length;
            return new String(added, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
