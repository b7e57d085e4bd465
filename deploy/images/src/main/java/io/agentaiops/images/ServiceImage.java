package io.agentaiops.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The image of a service: base, libraries, the service, documents, in this order, so that a change of code moves few bytes.
 * It runs as {@value #USER}; {@code /data}, {@code /config} and {@code /backup} belong to it, for volumes. It holds no key.
 */
final class ServiceImage {

    static final String USER = "10001:10001";
    static final String HOME = "/app";
    static final String DATA = "/data";

    /** Of every file, so that the same inputs are the same image. */
    private static final Instant TIME = Instant.ofEpochSecond(1);

    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");
    private static final FilePermissions FOLDER = FilePermissions.fromOctalString("755");

    private final PackagedService service;
    private final Path documents;
    private final String version;

    /**
     * An image to be.
     *
     * @param service what is in it
     * @param documents the folder of documents that is shipped with those that read it
     * @param version of the product
     */
    ServiceImage(PackagedService service, Path documents, String version) {
        this.service = service;
        this.documents = documents;
        this.version = version;
    }

    /**
     * The image on a base.
     *
     * @param base reference of an image in a registry, {@code docker://} or {@code tar://}; {@code scratch}: none
     */
    JibContainerBuilder on(String base) throws IOException, InvalidImageReferenceException {
        JibContainerBuilder image = base.equals("scratch") ? Jib.fromScratch() : Jib.from(base);
        image.addFileEntriesLayer(layer("libraries", PackagedService.LIBRARIES));
        image.addFileEntriesLayer(layer("service", PackagedService.OWN));
        if (service.readsDocuments()) {
            image.addFileEntriesLayer(FileEntriesLayer.builder()
                    .setName("documents")
                    .addEntryRecursive(
                            documents,
                            AbsoluteUnixPath.get(HOME + "/documents"),
                            (from, to) -> Files.isDirectory(from) ? FOLDER : READABLE,
                            (from, to) -> TIME)
                    .build());
        }
        image.addFileEntriesLayer(about());
        return image.setFormat(ImageFormat.OCI)
                .setCreationTime(TIME)
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get(DATA))
                .setEntrypoint("java", "@" + HOME + "/jvm.args", PackagedService.MAIN_CLASS)
                .setExposedPorts(Port.tcp(service.port()))
                .setEnvironment(Map.of(
                        "AIOPS_HTTP_HOST",
                        "0.0.0.0",
                        "AIOPS_DATA_DIR",
                        DATA,
                        "AIOPS_DOCUMENTS_DIR",
                        HOME + "/documents",
                        "AIOPS_LOG_JSON",
                        "true",
                        "HOME",
                        DATA,
                        "LANG",
                        "C.UTF-8"))
                .setLabels(Map.of(
                        "org.opencontainers.image.title",
                        "agent-aiops " + service.name(),
                        "org.opencontainers.image.version",
                        version,
                        "org.opencontainers.image.licenses",
                        "Apache-2.0"));
    }

    /** Ready to be sent somewhere. */
    static Containerizer to(Containerizer target) {
        return target.setToolName("agent-aiops");
    }

    private FileEntriesLayer layer(String name, List<String> parts) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (String part : parts) {
            for (Path jar : service.jars(part)) {
                layer.addEntry(jar, AbsoluteUnixPath.get(HOME + "/" + part + "/" + jar.getFileName()), READABLE, TIME);
            }
        }
        return layer.build();
    }

    /** What is written for the image, and folders that the service may write to. */
    private FileEntriesLayer about() throws IOException {
        Path written = Files.createDirectories(service.folder().resolveSibling("image"));
        Path arguments = Files.write(written.resolve("jvm.args"), service.arguments(HOME, DATA));
        Path bill = Files.writeString(written.resolve("sbom.cdx.json"), Sbom.of(service, version));
        Path data = Files.createDirectories(written.resolve("data"));
        return FileEntriesLayer.builder()
                .setName("about")
                .addEntry(arguments, AbsoluteUnixPath.get(HOME + "/jvm.args"), READABLE, TIME)
                .addEntry(bill, AbsoluteUnixPath.get(HOME + "/sbom.cdx.json"), READABLE, TIME)
                .addEntry(data, AbsoluteUnixPath.get(DATA), FOLDER, TIME, USER)
                .addEntry(data, AbsoluteUnixPath.get("/config"), FOLDER, TIME, USER)
                .addEntry(data, AbsoluteUnixPath.get("/backup"), FOLDER, TIME, USER)
                .build();
    }
}
