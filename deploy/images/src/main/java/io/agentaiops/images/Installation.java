package io.agentaiops.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A service in a folder, for a host without containers. */
final class Installation {

    private Installation() {}

    /**
     * Writes the service to {@code folder/name}, beside what is there, and puts it in its place at once: what runs from the
     * former one keeps its files until it ends.
     *
     * @param service what to write
     * @param documents the documents that are shipped
     * @param folder as it is named on the host, say {@code /opt/agent-aiops}
     * @param data where the services write, say {@code /var/lib/agent-aiops}
     * @param version of the product
     * @return the folder of the service
     */
    static Path write(PackagedService service, Path documents, Path folder, String data, String version)
            throws IOException {
        Path home = folder.toAbsolutePath().normalize().resolve(service.name());
        Path fresh = home.resolveSibling(service.name() + ".new");
        delete(fresh);
        for (String part : Stream.concat(PackagedService.LIBRARIES.stream(), PackagedService.OWN.stream())
                .toList()) {
            Path target = Files.createDirectories(fresh.resolve(part));
            for (Path jar : service.jars(part)) {
                Files.copy(jar, target.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (service.readsDocuments()) {
            copy(documents, fresh.resolve("documents"));
        }
        Files.write(fresh.resolve("jvm.args"), service.arguments(home.toString(), data + "/" + service.name()));
        Files.writeString(fresh.resolve("sbom.cdx.json"), Sbom.of(service, version));
        Path former = home.resolveSibling(service.name() + ".old");
        delete(former);
        if (Files.exists(home)) {
            Files.move(home, former, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
