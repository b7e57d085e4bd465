package io.agentaiops.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bill of materials of a packaged service, CycloneDX 1.6 as JSON, from what Quarkus lists and the jars themselves. */
final class Sbom {

    private static final String LISTING = "quarkus-app-dependencies.txt";

    private Sbom() {}

    static String of(PackagedService service, String version) {
        try {
            Map<String, Path> jars = new LinkedHashMap<>();
            PackagedService.LIBRARIES.forEach(part ->
                    service.jars(part).forEach(jar -> jars.put(String.valueOf(jar.getFileName()), jar)));
            List<Map<String, Object>> components = new ArrayList<>();
            for (String line : Files.readAllLines(service.folder().resolve(LISTING), StandardCharsets.UTF_8)) {
                if (!line.isBlank()) {
                    components.add(component(line.strip(), jars));
                }
            }
            Map<String, Object> bom = new LinkedHashMap<>();
            bom.put("bomFormat", "CycloneDX");
            bom.put("specVersion", "1.6");
            bom.put("version", 1);
            bom.put(
                    "metadata",
                    Map.of("component", Map.of("type", "application", "name", service.name(), "version", version)));
            bom.put("components", components);
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(bom);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line is {@code group:artifact:classifier:type:version}. */
    private static Map<String, Object> component(String line, Map<String, Path> jars) throws IOException {
        String[] parts = line.split(":", -1);
        if (parts.length != 5) {
            throw new IOException(LISTING + ": not group:artifact:classifier:type:version: " + line);
        }
        String qualifier = parts[2].isEmpty() ? "" : "-" + parts[2];
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "library");
        component.put("group", parts[0]);
        component.put("name", parts[1]);
        component.put("version", parts[4]);
        component.put(
                "purl",
                "pkg:maven/%s/%s@%s?%stype=%s"
                        .formatted(
                                parts[0],
                                parts[1],
                                parts[4],
                                parts[2].isEmpty() ? "" : "classifier=" + parts[2] + "&",
                                parts[3]));
        Path jar = jars.get("%s.%s-%s%s.jar".formatted(parts[0], parts[1], parts[4], qualifier));
        if (jar != null) {
            component.put("hashes", List.of(Map.of("alg", "SHA-256", "content", sha256(jar))));
        }
        return component;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
