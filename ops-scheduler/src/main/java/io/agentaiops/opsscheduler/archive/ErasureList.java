package io.agentaiops.opsscheduler.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who was erased when, as JSON Lines in a file beside the backups and in none of them: a restore of an older one
 * brings these people's data back, and the recovery erases them again by this list. It only ever grows. Where copies
 * of backups go, it goes too, sealed by the backup key, for it names people.
 */
public final class ErasureList {

    /** Its name in the folder of the backups. */
    public static final String FILE = "erasures.jsonl";

    private static final String NAME = "erasures";

    private final Path file;

    /** @param folder of the backups */
    public ErasureList(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /** The name of its sealed copy; another key's copy stays beside it. */
    public static String sealedName(BackupKey key) {
        return NAME + "-" + key.id() + ".sealed";
    }

    /** All lines in their order. */
    public List<String> lines() throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .toList()
                : List.of();
    }

    /** Puts those lines down on the disk that are not there yet; says whether there were any. */
    public synchronized boolean add(Collection<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return false;
        }
        Files.createDirectories(file.resolveSibling(""));
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Set<String> missing = new LinkedHashSet<>(lines);
            if (lock.isValid()) {
                lines().forEach(missing::remove);
            }
            if (missing.isEmpty()) {
                return false;
            }
            channel.position(channel.size());
            // A line that a kill cut off is none, and must not swallow the next one.
            String begin = endsInALine(channel) ? "" : "\n";
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(begin + String.join("\n", missing) + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            return true;
        }
    }

    private static boolean endsInALine(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() == 0 || channel.read(last, channel.size() - 1) < 1 || last.get(0) == '\n';
    }

    /** The lines, sealed. */
    public static byte[] seal(Collection<String> lines, BackupKey key) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream out = new SealingOutput(sealed, key, NAME)) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return sealed.toByteArray();
    }

    /**
     * Opens what {@link #seal} sealed.
     *
     * @throws IOException when it was changed, or sealed with another key
     */
    public static List<String> open(byte[] sealed, BackupKey key) throws IOException {
        try (InputStream in = new OpeningInput(new ByteArrayInputStream(sealed), key, NAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }

    /** Takes over what a folder's sealed copy knows, if there is one; says what that was. */
    public Set<String> learn(Path folder, BackupKey key) throws IOException {
        Path copy = folder.resolve(sealedName(key));
        Set<String> there = new LinkedHashSet<>(Files.exists(copy) ? open(Files.readAllBytes(copy), key) : List.of());
        add(there);
        return there;
    }

    /** Brings this list and a folder's sealed copy to the same state: each gets what it lacks. */
    public void meet(Path folder, BackupKey key) throws IOException {
        Set<String> there = learn(folder, key);
        if (there.addAll(lines())) {
            DurableFiles.replace(folder.resolve(sealedName(key)), seal(there, key));
        }
    }
}
