package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

    /**
     * What a look at the files has found.
     *
     * @param faults everything that is wrong, in words
     * @param compared how many files were held against their checksums
     * @param files how many there are
     */
    record Look(List<String> faults, int compared, int files) {

        boolean isWhole() {
            return compared == files;
        }
    }

    /** Looks for every file, and compares checksums for as long as there is time; the smallest files first. */
    Look look(BooleanSupplier hasTime) throws IOException {
        if (!Files.isRegularFile(path.resolve(SUMS))) {
            return new Look(List.of("there is no " + SUMS + ", so nothing can be proven"), 0, 0);
        }
        List<String> faults = new ArrayList<>();
        List<Matcher> sums = sums();
        if (sums.isEmpty()) {
            faults.add(SUMS + " names no file");
        }
        List<Sum> present = new ArrayList<>();
        for (Matcher sum : sums) {
            Path file = path.resolve(sum.group(2)).normalize();
            if (file.startsWith(path) && Files.isRegularFile(file)) {
                present.add(new Sum(file, sum.group(2), sum.group(1).toLowerCase(Locale.ROOT), Files.size(file)));
            } else {
                faults.add(sum.group(2) + " is missing");
            }
        }
        present.sort(Comparator.comparingLong(Sum::bytes));
        int compared = sums.size() - present.size();
        for (Sum sum : present) {
            Optional<String> found = sha256(sum.file(), hasTime);
            if (found.isEmpty()) {
                break;
            }
            compared++;
            if (!found.get().equals(sum.sha256())) {
                faults.add(sum.name() + " has a wrong checksum");
            }
        }
        return new Look(faults, compared, sums.size());
    }

    private record Sum(Path file, String name, String sha256, long bytes) {}

    private List<Matcher> sums() throws IOException {
        return Files.readAllLines(path.resolve(SUMS)).stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    private static boolean isComplete(Path folder) {
        return Files.isDirectory(folder) && !folder.toString().endsWith(".part");
    }

    /** Empty when time was up before its end. */
    private static Optional<String> sha256(Path file, BooleanSupplier hasTime) throws IOException {
        Tally tally = new Tally(OutputStream.nullOutputStream());
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                tally.write(buffer, 0, read);
                if (!hasTime.getAsBoolean()) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(tally.sha256());
    }
}
