package io.agentaiops.opsscheduler.restore;

import io.agentaiops.opsscheduler.archive.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files inside one part of a backup. */
final class UnpackedZip {

    /** Takes one file. */
    @FunctionalInterface
    interface FileTaker {
        void take(String name, InputStream content) throws IOException;
    }

    private UnpackedZip() {}

    /** Gives each file of the part to the taker, in order; does nothing when the backup has no such part. */
    static long read(Archive archive, String part, FileTaker taker) throws IOException {
        if (!archive.manifest().has(part)) {
            return 0;
        }
        long files = 0;
        try (InputStream in = archive.read(archive.manifest().part(part));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                taker.take(entry.getName(), zip);
                files++;
            }
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return files;
    }
}
