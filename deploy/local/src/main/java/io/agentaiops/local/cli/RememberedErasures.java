package io.agentaiops.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agentaiops.local.gateway.GatewayClient;
import io.agentaiops.local.gateway.RequestRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** People whose data were erased after a backup was made: a restore brought them back, and they must go again. */
final class RememberedErasures {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * An erasure travels to the services as an event, and clocks differ. To erase once more what is gone harms nobody.
     */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final Path folder;

    /** @param folder of the backups; ops-scheduler keeps the list there */
    RememberedErasures(Path folder) {
        this.folder = folder;
    }

    /** Erases them again; says, line by line, how many, and who could not be. */
    List<String> repeat(GatewayClient gateway, Path backup) {
        List<String> lines = new ArrayList<>();
        int erased = 0;
        for (String principal : since(backup)) {
            try {
                gateway.delete("/api/v1/users/"
                        + URLEncoder.encode(principal, StandardCharsets.UTF_8).replace("+", "%20") + "/data");
                erased++;
            } catch (RequestRefused e) {
                lines.add("NOT erased again: " + principal + ", " + e.getMessage());
            }
        }
        lines.addFirst("erased again: " + erased + " people");
        return lines;
    }

    /**
     * Who was erased since that backup's snapshot, or so shortly before that some service may not have heard of it
     * then.
     */
    Set<String> since(Path backup) {
        Set<String> people = new LinkedHashSet<>();
        Path file = folder.resolve("erasures.jsonl");
        try {
            if (!Files.exists(file)) {
                return people;
            }
            Instant from = Instant.parse(
                            JSON.readTree(backup.resolve("manifest.json").toFile())
                                    .path("snapshotAt")
                                    .asText())
                    .minus(MARGIN);
            for (String line : Files.readAllLines(file)) {
                person(line, from).ifPresent(people::add);
            }
            return people;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read who was erased: " + e.getMessage(), e);
        }
    }

    /** A line that a power cut left half was never promised to anybody; it was written once more. */
    private static Optional<String> person(String line, Instant from) {
        try {
            JsonNode erasure = JSON.readTree(line);
            return Instant.parse(erasure.path("erasedAt").asText()).isAfter(from)
                    ? Optional.of(erasure.path("principal").asText())
                    : Optional.empty();
        } catch (JsonProcessingException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
