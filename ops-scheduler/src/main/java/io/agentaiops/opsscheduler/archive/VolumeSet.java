package io.agentaiops.opsscheduler.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A backup as numbered volumes of one size, for tape or disks that are carried away: {@code ID.001}, {@code ID.002} and so
 * on hold the files one after the other, {@code ID.index} says which and how long, with the SHA-256 of every volume. The
 * content is encrypted already. Lines of the index: {@code volume NAME BYTES SHA256} and {@code file BYTES PATH}.
 */
public final class VolumeSet {

    private static final String VOLUME = "volume";
    private static final String FILE = "file";

    private VolumeSet() {}

    /**
     * Writes a backup's folder as volumes, and reads them back.
     *
     * @param volumeBytes size of every volume but the last
     * @return how many volumes
     */
    public static int write(Path backup, Path target, long volumeBytes) throws IOException {
        if (volumeBytes < 1) {
            throw new IllegalArgumentException("a volume has at least one byte and not " + volumeBytes);
        }
        String id = backup.getFileName().toString();
        if (Files.exists(target.resolve(id + ".index"))) {
            throw new IOException("there is a set of " + id + " in " + target + " already");
        }
        Files.createDirectories(target);
        StringBuilder files = new StringBuilder();
        List<Path> paths;
        try (Stream<Path> all = Files.walk(backup)) {
            paths = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (Volumes volumes = new Volumes(target, id, volumeBytes)) {
            for (Path path : paths) {
                long bytes = Files.copy(path, volumes);
                files.append(FILE + " ")
                        .append(bytes)
                        .append(' ')
                        .append(backup.relativize(path).toString().replace('\\', '/'))
                        .append('\n');
            }
            volumes.end();
            for (int i = 1; i <= volumes.number; i++) {
                DurableFiles.force(target.resolve(volumes.name(i)));
            }
            String lines = volumes.lines.append(files).toString();
            check(target, lines.lines().toList());
            // Last and in one step: a set without an index is none.
            DurableFiles.replace(target.resolve(id + ".index"), lines.getBytes(StandardCharsets.UTF_8));
            return volumes.number;
        }
    }

    /** Whether there is a set, and each of its volumes has the checksum that the index says. */
    public static boolean isWhole(Path index) {
        try {
            check(index.resolveSibling(""), Files.readAllLines(index));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The paths of all volumes in their order, after their checksums were compared. */
    private static List<Path> check(Path folder, List<String> lines) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(VOLUME + " ")) {
                String[] fields = line.split(" ", 4);
                Path volume = folder.resolve(fields[1]);
                check(volume, fields[3]);
                paths.add(volume);
            }
        }
        return paths;
    }

    /**
     * Puts a set together again, after the checksum of every volume was compared.
     *
     * @param index the set's index; its volumes lie beside it
     * @return the backup's folder inside the target
     * @throws IOException naming the volume that is missing or damaged
     */
    public static Path read(Path index, Path target) throws IOException {
        String id = id(index);
        List<String> lines = Files.readAllLines(index);
        List<Path> paths = check(index.resolveSibling(""), lines);
        Path folder = target.resolve(id);
        if (Files.exists(folder)) {
            throw new IOException(folder + " is there already");
        }
        Path begun = target.resolve(id + ".part");
        DurableFiles.delete(begun);
        List<InputStream> volumes = new ArrayList<>();
        for (Path path : paths) {
            volumes.add(Files.newInputStream(path));
        }
        try (InputStream in = new SequenceInputStream(Collections.enumeration(volumes))) {
            for (String line : lines) {
                if (line.startsWith(FILE + " ")) {
                    String[] fields = line.split(" ", 3);
                    unpack(in, begun, fields[2], Long.parseLong(fields[1]));
                }
            }
        }
        DurableFiles.publish(begun, folder);
        return folder;
    }

    /** The backup that a set holds. */
    public static String id(Path index) {
        return index.getFileName().toString().replaceFirst("\\.index$", "");
    }

    private static void check(Path volume, String sha256) throws IOException {
        if (!Files.isRegularFile(volume)) {
            throw new IOException("volume " + volume.getFileName() + " is missing");
        }
        Tally tally = new Tally(OutputStream.nullOutputStream());
        Files.copy(volume, tally);
        if (!tally.sha256().equals(sha256)) {
            throw new IOException("volume " + volume.getFileName() + " is damaged");
        }
    }

    private static void unpack(InputStream in, Path folder, String name, long bytes) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException(name + " would lie outside of the backup");
        }
        Files.createDirectories(file.resolveSibling(""));
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            long left = bytes;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("the volumes end within " + name);
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    /** One stream over many files of one size. */
    private static final class Volumes extends OutputStream {
        private final Path folder;
        private final String id;
        private final long size;
        private final StringBuilder lines = new StringBuilder();
        private Tally current = new Tally(OutputStream.nullOutputStream());
        private int number;

        Volumes(Path folder, String id, long size) {
            this.folder = folder;
            this.id = id;
            this.size = size;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int at = offset;
            int left = length;
            while (left > 0) {
                if (number == 0 || current.bytes() == size) {
                    next();
                }
                int part = (int) Math.min(left, size - current.bytes());
                current.write(bytes, at, part);
                at += part;
                left -= part;
            }
        }

        private void next() throws IOException {
            end();
            number++;
            current = new Tally(new BufferedOutputStream(Files.newOutputStream(folder.resolve(name(number)))));
        }

        private String name(int which) {
            return id + String.format(Locale.ROOT, ".%03d", which);
        }

        /** Ends the volume that is being written and puts it down. */
        void end() throws IOException {
            if (number > 0 && current.bytes() > 0) {
                current.close();
                lines.append(VOLUME + " ")
                        .append(name(number))
                        .append(' ')
                        .append(current.bytes())
                        .append(' ')
                        .append(current.sha256())
                        .append('\n');
            }
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
