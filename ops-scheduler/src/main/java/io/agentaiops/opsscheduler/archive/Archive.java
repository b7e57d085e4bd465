package io.agentaiops.opsscheduler.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A finished backup on disk: its parts, {@code manifest.json} with {@code manifest.mac} (HMAC-SHA256 by the backup key,
 * so that nobody without the key can make one), and {@code SHA256SUMS} for {@code sha256sum -c}.
 */
public final class Archive {

    /** What the backup holds. */
    public static final String MANIFEST = "manifest.json";

    /** The manifest's code. */
    public static final String MAC = "manifest.mac";

    /** The checksums. */
    public static final String SUMS = "SHA256SUMS";

    private final Path folder;
    private final BackupKey key;
    private final Manifest manifest;

    private Archive(Path folder, BackupKey key, Manifest manifest) {
        this.folder = folder;
        this.key = key;
        this.manifest = manifest;
    }

    /**
     * Opens a backup.
     *
     * @throws IOException when the manifest is not there, was changed, or needs another key; the message says which
     */
    public static Archive open(Path folder, BackupKey key, ObjectMapper json) throws IOException {
        byte[] text;
        String mac;
        try {
            text = Files.readAllBytes(folder.resolve(MANIFEST));
            mac = Files.readString(folder.resolve(MAC)).strip();
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no complete backup in " + folder + ": " + e.getMessage() + " is missing", e);
        }
        if (!MessageDigest.isEqual(
                key.sign(text).getBytes(StandardCharsets.UTF_8), mac.getBytes(StandardCharsets.UTF_8))) {
            throw new IOException("the manifest of " + folder.getFileName()
                    + " was changed, or the backup was made with another key than " + key.id()
                    + claimedKey(text, json));
        }
        Manifest manifest = json.readValue(text, Manifest.class);
        if (manifest.format() != Manifest.FORMAT) {
            throw new IOException("backup " + manifest.id() + " has format " + manifest.format()
                    + ", this release reads " + Manifest.FORMAT);
        }
        return new Archive(folder, key, manifest);
    }

    /** What the manifest says of its key; a hint for people and no proof. */
    private static String claimedKey(byte[] text, ObjectMapper json) {
        try {
            return " (it names key " + json.readTree(text).path("keyId").asText("?") + ")";
        } catch (IOException e) {
            return " (it is no JSON any more)";
        }
    }

    /** Writes manifest, its code and the checksums; the last act of making a backup. */
    public static Archive seal(Path folder, BackupKey key, Manifest manifest, ObjectMapper json) throws IOException {
        byte[] text = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        DurableFiles.write(folder.resolve(MANIFEST), text);
        DurableFiles.write(folder.resolve(MAC), (key.sign(text) + "\n").getBytes(StandardCharsets.UTF_8));
        Archive archive = new Archive(folder, key, manifest);
        DurableFiles.write(folder.resolve(SUMS), archive.sums().getBytes(StandardCharsets.UTF_8));
        return archive;
    }

    public Manifest manifest() {
        return manifest;
    }

    public Path folder() {
        return folder;
    }

    /** What a part holds, decrypted and decompressed; reading it to its end proves that nothing of it was changed. */
    public InputStream read(Part part) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(folder.resolve(part.file())));
        try {
            return new ZstdInputStream(new OpeningInput(file, key, part.name()));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Reads everything and says what is wrong with it, in words; empty when every bit is as it was written. */
    public List<String> faults() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Part part : manifest.parts()) {
            storedFault(part, Pace.FREE).or(() -> contentFault(part)).ifPresent(faults::add);
        }
        sumsFault().ifPresent(faults::add);
        return faults;
    }

    /**
     * Compares every file with its checksum and says what is wrong, in words. What was opened once and has not changed
     * since opens again, so that one reading at that pace is enough.
     */
    public List<String> damages(Pace pace) throws IOException {
        List<String> damages = new ArrayList<>();
        for (Part part : manifest.parts()) {
            storedFault(part, pace).ifPresent(damages::add);
        }
        sumsFault().ifPresent(damages::add);
        return damages;
    }

    /** What is wrong with the file {@code SHA256SUMS}. */
    public Optional<String> sumsFault() throws IOException {
        boolean good = Files.exists(folder.resolve(SUMS))
                && Arrays.equals(Files.readAllBytes(folder.resolve(SUMS)), sums().getBytes(StandardCharsets.UTF_8));
        return good ? Optional.empty() : Optional.of(SUMS + " is missing or was changed");
    }

    /** Reads a part's file, wherever it lies, and says what is wrong with it. */
    public static Optional<String> storedFault(Part part, InputStream file, Pace pace) throws IOException {
        Tally stored = new Tally(OutputStream.nullOutputStream());
        byte[] buffer = new byte[1 << 16];
        for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
            stored.write(buffer, 0, read);
            pace.passed(read);
        }
        return stored.bytes() == part.bytes() && stored.sha256().equals(part.sha256())
                ? Optional.empty()
                : Optional.of(part.file() + " has another checksum or size than the manifest says");
    }

    private Optional<String> storedFault(Part part, Pace pace) throws InterruptedIOException {
        try (InputStream file = Files.newInputStream(folder.resolve(part.file()))) {
            return storedFault(part, file, pace);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return Optional.of(part.file() + " cannot be read: " + e.getMessage());
        }
    }

    private Optional<String> contentFault(Part part) {
        Tally plain = new Tally(OutputStream.nullOutputStream());
        try (InputStream content = read(part)) {
            content.transferTo(plain);
        } catch (IOException e) {
            return Optional.of(part.file() + " cannot be opened: " + e.getMessage());
        }
        return plain.sha256().equals(part.plainSha256())
                ? Optional.empty()
                : Optional.of(part.file() + " holds something else than was read");
    }

    private String sums() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String file : List.of(MANIFEST, MAC)) {
            Tally tally = new Tally(OutputStream.nullOutputStream());
            tally.write(Files.readAllBytes(folder.resolve(file)));
            lines.add(tally.sha256() + "  " + file);
        }
        return Stream.concat(lines.stream(), manifest.parts().stream().map(part -> part.sha256() + "  " + part.file()))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
