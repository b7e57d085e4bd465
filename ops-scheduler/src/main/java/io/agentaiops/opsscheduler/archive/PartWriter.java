package io.agentaiops.opsscheduler.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes the parts of one backup: zstd, then AES-256-GCM, then to disk, in constant memory. */
public final class PartWriter {

    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 16;

    /** What a part holds. */
    @FunctionalInterface
    public interface Content {
        /** Writes it and says how many rows, files or entries there were. */
        long writeTo(OutputStream out) throws IOException, SQLException;
    }

    private final Path folder;
    private final BackupKey key;
    private final BackupProgress progress;
    private final List<Part> parts = new ArrayList<>();

    public PartWriter(Path folder, BackupKey key, BackupProgress progress) {
        this.folder = folder;
        this.key = key;
        this.progress = progress;
    }

    /** Writes one part and waits until it is on the disk. */
    public void write(String name, Content content) throws IOException, SQLException {
        Path file = folder.resolve(Part.fileOf(name));
        Files.createDirectories(file.resolveSibling(""));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Tally stored = new Tally(new BufferedOutputStream(new LeftOpen(Channels.newOutputStream(channel)), BUFFER));
            Tally plain = new Tally(new ZstdOutputStream(new SealingOutput(stored, key, name), LEVEL));
            long rows;
            try (plain) {
                rows = content.writeTo(plain);
            }
            channel.force(true);
            Part part = new Part(name, rows, plain.bytes(), plain.sha256(), stored.bytes(), stored.sha256());
            parts.add(part);
            progress.written(part);
        }
    }

    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** The channel is closed after it was forced to the disk, and not before. */
    private static final class LeftOpen extends java.io.FilterOutputStream {
        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
