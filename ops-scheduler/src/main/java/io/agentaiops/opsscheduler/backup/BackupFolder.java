package io.agentaiops.opsscheduler.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One backup: a folder with a file {@code SHA256SUMS} that names every other file in it.
 *
 * @param writtenAt when the folder was last changed
 */
record BackupFolder(Path path, Instant writtenAt) {

    private static final String SUMS = "SHA256SUMS";
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](.+)");

    /** The newest complete backup in any of the folders. */
    static Optional<BackupFolder> newest(List<Path> folders) throws IOException {
        List<BackupFolder> found = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> children = Files.list(folder)) {
                    for (Path child : children.filter(BackupFolder::isComplete).toList()) {
                        found.add(new BackupFolder(
                                child, Files.getLastModifiedTime(child).toInstant()));
                    }
                }
            }
        }
        return found.stream().max(Comparator.comparing(BackupFolder::writtenAt));
    }

    /** Number of files that the checksums cover. */
    long files() throws IOException {
        return sums().size();
    }

    /** Everything that is wrong with the files, in words; empty when each is there and has its checksum. */
    List<String> faults() throws IOException {
        if (!Files.isRegularFile(path.resolve(SUMS))) {
            return List.of("there is no " + SUMS + ", so nothing can be proven");
        }
        List<String> faults = new ArrayList<>();
        List<Matcher> sums = sums();
        if (sums.isEmpty()) {
            faults.add(SUMS + " names no file");
        }
        for (Matcher sum : sums) {
            Path file = path.resolve(sum.group(2)).normalize();
            if (!file.startsWith(path) || !Files.isRegularFile(file)) {
                faults.add(sum.group(2) + " is missing");
            } else if (!sha256(file).equals(sum.group(1).toLowerCase(Locale.ROOT))) {
                faults.add(sum.group(2) + " has a wrong checksum");
            }
        }
        return faults;
    }

    private List<Matcher> sums() throws IOException {
        return Files.readAllLines(path.resolve(SUMS)).stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    private static boolean isComplete(Path folder) {
        return Files.isDirectory(folder) && !folder.toString().endsWith(".part");
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
