package io.agentaiops.ragindexer.source;

import io.agentaiops.ragindexer.passage.ContentHash;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.passage.StatedAudience;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One reading of a file. */
sealed interface DocumentFile {

    /** Bytes of a file that is too large in which its front matter is looked for. */
    int HEAD = 65_536;

    /** It holds a document. */
    record Read(SourceDocument document) implements DocumentFile {}

    /** It cannot be taken. */
    record Refused(DocumentChanges.Refusal refusal) implements DocumentFile {}

    /** There is no such file, or no longer. */
    record Gone() implements DocumentFile {}

    /** It changed while it was read: read it again when it has settled. */
    record Unsettled() implements DocumentFile {}

    /**
     * Reads the file.
     *
     * @param since earliest time at which it can have changed: copied and moved files keep the time of the original
     * @param now latest such time
     * @throws IOException when it is there but cannot be read just now
     */
    static DocumentFile read(
            Path file, String documentId, DocumentFormat format, int maxSize, Instant since, Instant now)
            throws IOException {
        try {
            BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
            if (!before.isRegularFile()) {
                return new Gone();
            }
            if (before.size() > maxSize) {
                return refused(
                        documentId,
                        "size " + before.size(),
                        1,
                        tooLarge(before.size(), maxSize),
                        StatedAudience.ofUnreadable(format, head(file)),
                        now);
            }
            byte[] bytes = Files.readAllBytes(file);
            BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
            if (bytes.length != after.size() || !before.lastModifiedTime().equals(after.lastModifiedTime())) {
                return new Unsettled();
            }
            return document(documentId, format, bytes, changedAt(after, since, now), now);
        } catch (NoSuchFileException e) {
            return new Gone();
        }
    }

    private static DocumentFile document(
            String documentId, DocumentFormat format, byte[] bytes, Instant changedAt, Instant now) {
        if (!format.isText()) {
            OriginalFile original = OriginalFile.of(bytes);
            return new Read(new SourceDocument(
                    documentId, Origin.FOLDER, format, null, List.of(), List.of(), "", original, changedAt));
        }
        return switch (DecodedText.of(bytes)) {
            case DecodedText.Text readable ->
                new Read(SourceDocument.text(
                        documentId, Origin.FOLDER, format, null, List.of(), readable.text(), changedAt));
            case DecodedText.Unreadable unreadable ->
                refused(
                        documentId,
                        ContentHash.of(bytes),
                        unreadable.line(),
                        unreadable.reason(),
                        StatedAudience.ofUnreadable(format, bytes),
                        now);
        };
    }

    private static Refused refused(
            String documentId, String version, int line, String reason, Optional<List<String>> audience, Instant now) {
        String hash = ContentHash.of(version.getBytes(StandardCharsets.UTF_8));
        return new Refused(new DocumentChanges.Refusal(documentId, hash, line, reason, audience, now));
    }

    /** Of a file that is too large to be read as a whole: front matter stands at the beginning. */
    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    private static String tooLarge(long size, int maxSize) {
        return "the file has " + size + " bytes; at most " + maxSize + " are taken";
    }

    private static Instant changedAt(BasicFileAttributes attributes, Instant since, Instant now) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        return modified.isBefore(since) ? since : modified.isAfter(now) ? now : modified;
    }
}
