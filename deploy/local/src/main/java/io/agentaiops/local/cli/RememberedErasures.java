package io.agentaiops.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agentaiops.local.gateway.GatewayClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** People whose data were erased after a backup was made: a restore brought them back, and they must go again. */
final class RememberedErasures {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    /** @param folder of the backups; ops-scheduler keeps the list there */
    RememberedErasures(Path folder) {
        this.folder = folder;
    }

    /** Erases them again; says how many. */
    int repeat(GatewayClient gateway, Path backup) {
        Set<String> people = since(backup);
        people.forEach(principal -> gateway.delete("/api/v1/users/"
                + URLEncoder.encode(principal, StandardCharsets.UTF_8).replace("+", "%20") + "/data"));
        return people.size();
    }

    /** Who was erased since that backup's snapshot. */
    Set<String> since(Path backup) {
        Set<String> people = new LinkedHashSet<>();
        Path file = folder.resolve("erasures.jsonl");
        try {
            if (!Files.exists(file)) {
                return people;
            }
            Instant snapshot =
                    Instant.parse(JSON.readTree(backup.resolve("manifest.json").toFile())
                            .path("snapshotAt")
                            .asText());
            for (String line : Files.readAllLines(file)) {
                JsonNode erasure = JSON.readTree(line);
                if (Instant.parse(erasure.path("erasedAt").asText()).isAfter(snapshot)) {
                    people.add(erasure.path("principal").asText());
                }
            }
            return people;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read who was erased: " + e.getMessage(), e);
        }
    }
}
