package io.agentaiops.opsscheduler.offsite;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.BackupKey;
import io.agentaiops.opsscheduler.archive.DurableFiles;
import io.agentaiops.opsscheduler.archive.Pace;
import io.agentaiops.opsscheduler.archive.Part;
import io.agentaiops.opsscheduler.archive.Tally;
import io.agentaiops.opsscheduler.archive.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Backups in a bucket, as objects {@code PREFIX TIER/ID/FILE}. The manifest goes last: before it is there, there is no
 * copy. So a broken upload leaves every earlier copy whole, and is gone on with where it ended: a file that is there with
 * the same size and checksum is not sent again. Memory does not grow with the backup.
 */
public final class OffsiteStore implements AutoCloseable {

    /** A finished copy. */
    public record Copy(String id, Tier tier) {}

    private static final String SHA256 = "sha256";
    private static final long PIECE = 32L << 20;
    /** S3 takes no more than 10,000 pieces of one object. */
    private static final long MOST_PIECES = 9_000;

    private final Bucket bucket;
    private final S3Client s3;
    private final long piece;

    public OffsiteStore(Bucket bucket) {
        this(bucket, PIECE);
    }

    /** @param piece larger files go in pieces of so many bytes; S3 wants at least 5 MiB */
    OffsiteStore(Bucket bucket, long piece) {
        this.bucket = bucket;
        this.s3 = bucket.connect();
        this.piece = piece;
    }

    /**
     * Brings a backup's folder there.
     *
     * @param anew whether what is there is sent again too, because it is damaged
     * @return how many bytes had to be sent
     */
    public long upload(Path backup, Tier tier, boolean anew) throws IOException {
        String folder = folder(tier, backup.getFileName().toString());
        List<Path> files;
        try (Stream<Path> all = Files.walk(backup)) {
            files = all.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(OffsiteStore::isManifest).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
        long sent = 0;
        for (Path file : files) {
            String key = folder + backup.relativize(file).toString().replace('\\', '/');
            sent += called("copy " + key, () -> send(file, key, anew));
        }
        return sent;
    }

    /** All finished copies, newest first by the time in their ids. */
    public List<Copy> list() throws IOException {
        List<Copy> copies = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            String begin = bucket.prefix() + tier.text() + "/";
            for (S3Object object : objects(begin)) {
                String rest = object.key().substring(begin.length());
                if (rest.endsWith("/" + Archive.MANIFEST) && rest.indexOf('/') == rest.lastIndexOf('/')) {
                    copies.add(new Copy(rest.substring(0, rest.indexOf('/')), tier));
                }
            }
        }
        copies.sort(Comparator.comparing((Copy copy) -> copy.id().replaceFirst("^[a-z]+-", ""))
                .reversed());
        return copies;
    }

    /**
     * Reads a copy at that pace and says what is wrong with it, in words.
     *
     * @throws IOException when the server did not let us
     */
    public List<String> damages(Copy copy, BackupKey key, ObjectMapper json, Pace pace) throws IOException {
        String begin = folder(copy.tier(), copy.id());
        Set<String> there = objects(begin).stream().map(S3Object::key).collect(Collectors.toSet());
        Path folder = Files.createTempDirectory("copy").resolve(copy.id());
        try {
            Files.createDirectory(folder);
            for (String file : List.of(Archive.MANIFEST, Archive.MAC, Archive.SUMS)) {
                if (there.contains(begin + file)) {
                    fetch(begin + file, folder.resolve(file));
                }
            }
            return damages(folder, begin, there, key, json, pace);
        } finally {
            DurableFiles.delete(folder.resolveSibling(""));
        }
    }

    private List<String> damages(
            Path folder, String begin, Set<String> there, BackupKey key, ObjectMapper json, Pace pace)
            throws IOException {
        Archive archive;
        try {
            archive = Archive.open(folder, key, json);
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        List<String> damages = new ArrayList<>();
        archive.sumsFault().ifPresent(damages::add);
        for (Part part : archive.manifest().parts()) {
            if (there.contains(begin + part.file())) {
                called("read " + begin + part.file(), () -> {
                            try (InputStream in = s3.getObject(
                                    request -> request.bucket(bucket.name()).key(begin + part.file()))) {
                                return Archive.storedFault(part, in, pace);
                            }
                        })
                        .ifPresent(damages::add);
            } else {
                damages.add(part.file() + " is missing");
            }
        }
        return damages;
    }

    private void fetch(String key, Path file) throws IOException {
        called(
                "fetch " + key,
                () -> s3.getObject(request -> request.bucket(bucket.name()).key(key), file));
    }

    /** Brings a copy back into a folder below that one; what it is worth, its checksums and its MAC tell. */
    public Path download(Copy copy, Path target) throws IOException {
        Path folder = target.resolve(copy.id());
        if (Files.exists(folder)) {
            throw new IOException(folder + " is there already");
        }
        Path begun = target.resolve(copy.id() + ".part");
        DurableFiles.delete(begun);
        String begin = folder(copy.tier(), copy.id());
        for (S3Object object : objects(begin)) {
            Path file = begun.resolve(object.key().substring(begin.length())).normalize();
            if (!file.startsWith(begun)) {
                throw new IOException(object.key() + " would lie outside of the backup");
            }
            Files.createDirectories(file.resolveSibling(""));
            fetch(object.key(), file);
        }
        DurableFiles.publish(begun, folder);
        return folder;
    }

    /** A small object beside the copies, if it is there. */
    public Optional<byte[]> read(String name) throws IOException {
        return called("fetch " + name, () -> {
            try {
                return Optional.of(s3.getObjectAsBytes(
                                request -> request.bucket(bucket.name()).key(bucket.prefix() + name))
                        .asByteArray());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /** Puts a small object beside the copies, in the place of one of that name. */
    public void write(String name, byte[] content) throws IOException {
        called(
                "write " + name,
                () -> s3.putObject(
                        request -> request.bucket(bucket.name()).key(bucket.prefix() + name),
                        RequestBody.fromBytes(content)));
    }

    /** Deletes a copy; its manifest first, so that nothing looks whole that is not. */
    public void delete(Copy copy) throws IOException {
        String begin = folder(copy.tier(), copy.id());
        List<String> keys =
                new ArrayList<>(objects(begin).stream().map(S3Object::key).toList());
        keys.sort(Comparator.comparing((String key) -> !key.endsWith("/" + Archive.MANIFEST)));
        for (String key : keys) {
            called(
                    "delete " + key,
                    () -> s3.deleteObject(
                            request -> request.bucket(bucket.name()).key(key)));
        }
    }

    @Override
    public void close() {
        s3.close();
    }

    private List<S3Object> objects(String begin) throws IOException {
        return called(
                "list " + begin,
                () ->
                        s3
                                .listObjectsV2Paginator(
                                        request -> request.bucket(bucket.name()).prefix(begin))
                                .contents()
                                .stream()
                                .toList());
    }

    private long send(Path file, String key, boolean anew) throws IOException {
        Tally tally = new Tally(OutputStream.nullOutputStream());
        Files.copy(file, tally);
        long bytes = tally.bytes();
        String sha256 = tally.sha256();
        if (!anew && isThere(key, bytes, sha256)) {
            return 0;
        }
        if (bytes > piece) {
            sendInPieces(file, key, bytes, sha256);
        } else {
            FileRange range = new FileRange(file, 0, bytes);
            String md5 = range.md5();
            s3.putObject(
                    request -> request.bucket(bucket.name())
                            .key(key)
                            .contentMD5(md5)
                            .metadata(Map.of(SHA256, sha256)),
                    range.body());
        }
        return bytes;
    }

    private void sendInPieces(Path file, String key, long bytes, String sha256) throws IOException {
        String upload = s3.createMultipartUpload(
                        request -> request.bucket(bucket.name()).key(key).metadata(Map.of(SHA256, sha256)))
                .uploadId();
        try {
            long size = Math.max(piece, bytes / MOST_PIECES + 1);
            List<CompletedPart> pieces = new ArrayList<>();
            for (long from = 0; from < bytes; from += size) {
                FileRange range = new FileRange(file, from, Math.min(size, bytes - from));
                String md5 = range.md5();
                int number = pieces.size() + 1;
                String tag = s3.uploadPart(
                                request -> request.bucket(bucket.name())
                                        .key(key)
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .contentMD5(md5),
                                range.body())
                        .eTag();
                pieces.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            }
            s3.completeMultipartUpload(request ->
                    request.bucket(bucket.name()).key(key).uploadId(upload).multipartUpload(all -> all.parts(pieces)));
        } catch (SdkException | IOException e) {
            abort(key, upload, e);
            throw e;
        }
    }

    private void abort(String key, String upload, Exception reason) {
        try {
            s3.abortMultipartUpload(
                    request -> request.bucket(bucket.name()).key(key).uploadId(upload));
        } catch (SdkException e) {
            reason.addSuppressed(e);
        }
    }

    private boolean isThere(String key, long bytes, String sha256) {
        try {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(bucket.name()).key(key));
            return head.contentLength() == bytes
                    && sha256.equals(head.metadata().get(SHA256));
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private String folder(Tier tier, String id) {
        return bucket.prefix() + tier.text() + "/" + id + "/";
    }

    private static boolean isManifest(Path file) {
        return file.getFileName().toString().equals(Archive.MANIFEST);
    }

    /** Something that speaks to the server. */
    @FunctionalInterface
    private interface Call<T> {
        T now() throws IOException;
    }

    private <T> T called(String what, Call<T> call) throws IOException {
        try {
            return call.now();
        } catch (SdkException e) {
            throw new IOException("the bucket " + bucket.name() + " did not let us " + what + ": " + e.getMessage(), e);
        }
    }
}
