package io.agentaiops.opsscheduler.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Folders and files as a ZIP stream, uncompressed, for zstd comes after it. What cannot be read is told, not hidden. */
final class FolderZip {

    private final List<String> skipped;

    /** @param skipped gets a line for each file that could not be read */
    FolderZip(List<String> skipped) {
        this.skipped = skipped;
    }

    /** Writes all regular files of a folder under their relative paths; says how many. */
    long folder(Path folder, OutputStream out) throws IOException {
        ZipOutputStream zip = zip(out);
        long[] files = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    files[0] +=
                            add(zip, file, folder.relativize(file).toString().replace('\\', '/'));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                skipped.add(file + ": " + failure);
                return FileVisitResult.CONTINUE;
            }
        });
        zip.finish();
        return files[0];
    }

    /** Writes these files under their names; says how many. */
    long files(List<Path> files, OutputStream out) throws IOException {
        ZipOutputStream zip = zip(out);
        long count = 0;
        for (Path file : files) {
            count += add(zip, file, file.getFileName().toString());
        }
        zip.finish();
        return count;
    }

    /** A file that can't be opened is skipped; an error after that comes from where we write to, or breaks the ZIP. */
    private int add(ZipOutputStream zip, Path file, String name) throws IOException {
        if (!Files.isReadable(file)) {
            skipped.add(file + ": not readable");
            return 0;
        }
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.from(Files.getLastModifiedTime(file).toInstant()));
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
        return 1;
    }

    private static ZipOutputStream zip(OutputStream out) {
        ZipOutputStream zip = new ZipOutputStream(new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() {
                // belongs to the caller
            }
        });
        zip.setLevel(Deflater.NO_COMPRESSION);
        return zip;
    }
}
