package io.agentaiops.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.TarImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceImageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** A file of an image, with whose it is and who may do what. */
    private static final class Found {
        private final int mode;
        private final long owner;
        private final byte[] content;

        Found(TarArchiveEntry entry, byte[] content) {
            this.mode = entry.getMode();
            this.owner = entry.getLongUserId();
            this.content = content;
        }

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    @Test
    void imageRunsAsNobodyInParticularAndHoldsWhatTheServiceNeeds() throws Exception {
        Map<String, Found> image = read(tar("first.tar"));

        JsonNode config = configuration(image).path("config");
        assertThat(config.path("User").asText()).isEqualTo("10001:10001");
        assertThat(config.path("Entrypoint"))
                .extracting(JsonNode::asText)
                .containsExactly("java", "@/app/jvm.args", "io.quarkus.runner.GeneratedMain");
        assertThat(config.path("Env").toString())
                .contains("AIOPS_HTTP_HOST=0.0.0.0")
                .doesNotContain("PASSWORD", "KEY");

        Map<String, Found> files = layers(image);
        assertThat(files)
                .containsKeys(
                        "app/lib/boot/io.quarkus.quarkus-bootstrap-runner-1.jar",
                        "app/lib/main/com.example.library-1.0.jar",
                        "app/app/agent-gateway.jar",
                        "app/quarkus/generated-bytecode.jar",
                        "app/documents/procedures/check.md",
                        "app/sbom.cdx.json");
        assertThat(at(files, "data/").owner).isEqualTo(10_001);
        assertThat(at(files, "app/jvm.args").owner).isZero();
        assertThat(files.values()).noneMatch(file -> (file.mode & 0022) != 0);
        assertThat(at(files, "app/jvm.args").text())
                .contains("--add-opens=java.base/java.lang=ALL-UNNAMED\n")
                .contains("-cp\n/app/quarkus/generated-bytecode.jar:/app/quarkus/transformed-bytecode.jar:"
                        + "/app/app/agent-gateway.jar:/app/lib/boot/");
    }

    @Test
    void theSameInputsAreTheSameImage() throws Exception {
        Path first = tar("first.tar");
        Files.setLastModifiedTime(
                folder.resolve("app/lib/main/com.example.library-1.0.jar"),
                java.nio.file.attribute.FileTime.fromMillis(5_000));
        Path second = tar("second.tar");

        assertThat(manifest(read(second))).isEqualTo(manifest(read(first)));
    }

    @Test
    void billOfMaterialsNamesEveryLibraryWithItsHash() throws Exception {
        JsonNode bom = JSON.readTree(Sbom.of(service(), "1.2"));

        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        JsonNode library = bom.path("components").get(0);
        assertThat(library.path("purl").asText()).isEqualTo("pkg:maven/com.example/library@1.0?type=jar");
        assertThat(library.path("hashes").get(0).path("content").asText()).hasSize(64);
    }

    @Test
    void installationIsReplacedAtOnceAndPointsToItself() throws Exception {
        Path first = Installation.write(service(), documents(), folder.resolve("opt"), "/var/lib/x", "1");
        Files.writeString(first.resolve("left-behind"), "");
        Path again = Installation.write(service(), documents(), folder.resolve("opt"), "/var/lib/x", "2");

        assertThat(again).isEqualTo(first).isDirectoryContaining("glob:**/sbom.cdx.json");
        assertThat(again.resolve("left-behind")).doesNotExist();
        assertThat(Files.readString(again.resolve("jvm.args")))
                .contains(again + "/lib/main/com.example.library-1.0.jar")
                .contains("-XX:SharedArchiveFile=/var/lib/x/agent-gateway/classes.jsa");
    }

    @Test
    void serviceThatWasNotBuiltIsRefused() {
        assertThatThrownBy(() -> PackagedService.all(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("build the services first");
    }

    private Path tar(String name) throws Exception {
        Path file = folder.resolve(name);
        new ServiceImage(service(), documents(), "1.2")
                .on("scratch")
                .containerize(ServiceImage.to(Containerizer.to(
                                TarImage.at(file).named(ImageReference.parse("agent-aiops/agent-gateway:1.2"))))
                        .setOfflineMode(true));
        return file;
    }

    private Path documents() throws IOException {
        Path procedures = Files.createDirectories(folder.resolve("documents/procedures"));
        Files.writeString(procedures.resolve("check.md"), "# Check\n");
        return folder.resolve("documents");
    }

    private PackagedService service() throws IOException {
        Path app = folder.resolve("app");
        jar(app.resolve("quarkus-run.jar"), "java.base/java.lang");
        for (String name : List.of(
                "lib/boot/io.quarkus.quarkus-bootstrap-runner-1.jar",
                "lib/main/com.example.library-1.0.jar",
                "app/agent-gateway.jar",
                "quarkus/generated-bytecode.jar",
                "quarkus/transformed-bytecode.jar")) {
            jar(app.resolve(name), "");
        }
        Files.writeString(app.resolve("quarkus-app-dependencies.txt"), "com.example:library::jar:1.0\n");
        return new PackagedService("agent-gateway", 8080, 60, true, app);
    }

    private static void jar(Path file, String opened) throws IOException {
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!opened.isEmpty()) {
            manifest.getMainAttributes().putValue("Add-Opens", opened);
        }
        if (!Files.exists(file)) {
            try (OutputStream out = Files.newOutputStream(file);
                    JarOutputStream jar = new JarOutputStream(out, manifest)) {
                jar.flush();
            }
        }
    }

    /** As the OCI image layout has it: index, manifest, blobs by digest. */
    private static JsonNode manifest(Map<String, Found> image) throws IOException {
        JsonNode index = JSON.readTree(at(image, "index.json").content);
        return JSON.readTree(blob(image, index.at("/manifests/0")).content);
    }

    private static JsonNode configuration(Map<String, Found> image) throws IOException {
        return JSON.readTree(blob(image, manifest(image).path("config")).content);
    }

    private static Found blob(Map<String, Found> image, JsonNode descriptor) {
        return at(image, "blobs/" + descriptor.path("digest").asText().replace(':', '/'));
    }

    private static Found at(Map<String, Found> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    private static Map<String, Found> read(Path tar) throws IOException {
        try (InputStream in = Files.newInputStream(tar)) {
            return entries(in);
        }
    }

    private static Map<String, Found> layers(Map<String, Found> image) throws IOException {
        Map<String, Found> files = new LinkedHashMap<>();
        for (JsonNode layer : manifest(image).path("layers")) {
            files.putAll(entries(new GZIPInputStream(new ByteArrayInputStream(blob(image, layer).content))));
        }
        return files;
    }

    private static Map<String, Found> entries(InputStream in) throws IOException {
        Map<String, Found> entries = new LinkedHashMap<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            entries.put(entry.getName(), new Found(entry, tar.readAllBytes()));
        }
        return entries;
    }
}
