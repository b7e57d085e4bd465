package io.agentaiops.local.engine;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks what the engines come in, readable for every account and writable for none but the owner. */
final class Archives {

    /** Modules of OpenSearch that the platform does not use; each costs start-up time, one of them 73 MB of disk. */
    private static final Set<String> UNUSED_MODULES = Set.of(
            "aggs-matrix-stats",
            "cache-common",
            "ingest-geoip",
            "ingest-user-agent",
            "lang-expression",
            "lang-mustache",
            "opensearch-dashboards",
            "percolator",
            "rank-eval",
            "repository-url",
            "rule-framework",
            "store-subdirectory");

    private Archives() {}

    /** The jar holds one tar archive, compressed by xz. */
    static void postgres(Path jar, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(
                        zip.getInputStream(only(zip, entry -> entry.getName().endsWith(".txz"))))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = inside(target, entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    write(tar, path, (entry.getMode() & 0100) != 0);
                }
            }
        }
    }

    /** The server's files without their outer folder and the modules that are not used. */
    static void openSearch(Path archive, Path target) throws IOException {
        unzip(
                archive,
                target,
                1,
                path -> !(path.startsWith("modules")
                        && path.getNameCount() > 1
                        && UNUSED_MODULES.contains(path.getName(1).toString())));
    }

    static void plugin(Path archive, Path home, String name) throws IOException {
        unzip(archive, home.resolve("plugins").resolve(name), 0, path -> true);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void unzip(Path archive, Path target, int strip, Predicate<Path> wanted) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path name = Path.of(entry.getName());
                if (entry.isDirectory() || name.getNameCount() <= strip) {
                    continue;
                }
                Path inner = name.subpath(strip, name.getNameCount());
                if (wanted.test(inner)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        write(in, inside(target, inner.toString()), inner.startsWith("bin"));
                    }
                }
            }
        }
    }

    private static void write(InputStream in, Path path, boolean executable) throws IOException {
        Files.createDirectories(path.getParent());
        Files.copy(in, path);
        Set<PosixFilePermission> mode = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (executable) {
            mode.addAll(Set.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
        }
        Files.setPosixFilePermissions(path, mode);
    }

    private static Path inside(Path target, String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive holds a path that leads out of it: " + name);
        }
        return path;
    }

    private static ZipEntry only(ZipFile zip, Predicate<ZipEntry> wanted) throws IOException {
        return zip.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException("no PostgreSQL archive inside " + zip.getName()));
    }
}
