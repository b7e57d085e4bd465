package io.agentaiops.opsscheduler.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A finished backup on disk: its parts, {@code manifest.json} with {@code manifest.mac} (HMAC-SHA256 by the backup key,
 * so that nobody without the key can make one), and {@code SHA256SUMS} for {@code sha256sum -c}.
 */
public final class Archive {

    public static final String MANIFEST = "manifest.json";
    static final String MAC = "manifest.mac";
    static final String SUMS = "SHA256SUMS";

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
            fault(part, faults);
        }
        if (!Files.exists(folder.resolve(SUMS))
                || !Files.readString(folder.resolve(SUMS)).equals(sums())) {
            faults.add(SUMS + " is missing or was changed");
        }
        return faults;
    }

    private void fault(Part part, List<String> faults) {
        Tally stored = new Tally(OutputStream.nullOutputStream());
        Tally plain = new Tally(OutputStream.nullOutputStream());
        try (InputStream file = Files.newInputStream(folder.resolve(part.file()))) {
            file.transferTo(stored);
        } catch (IOException e) {
            faults.add(part.file() + " cannot be read: " + e.getMessage());
            return;
        }
        if (stored.bytes() != part.bytes() || !stored.sha256().equals(part.sha256())) {
            faults.add(part.file() + " has another checksum or size than the manifest says");
            return;
        }
        try (InputStream content = read(part)) {
            content.transferTo(plain);
        } catch (IOException e) {
            faults.add(part.file() + " cannot be opened: " + e.getMessage());
            return;
        }
        if (!plain.sha256().equals(part.plainSha256())) {
            faults.add(part.file() + " holds something else than was read");
        }
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
