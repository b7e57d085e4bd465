package io.agentaiops.opsscheduler.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup holds.
 *
 * @param format 1
 * @param snapshotAt the one moment of which all rows are
 * @param keyId which key opens it
 * @param kafkaOffsets by topic and partition, the offset that the next message would get, read right after the snapshot
 * @param models what Ollama had: names and digests, no weights
 * @param index how the search index comes back
 * @param skipped files that could not be read, with the reason
 */
public record Manifest(
        int format,
        String id,
        Tier tier,
        Instant snapshotAt,
        Instant finishedAt,
        String keyId,
        Database database,
        Map<String, Map<Integer, Long>> kafkaOffsets,
        Models models,
        String index,
        List<Part> parts,
        List<String> skipped) {

    /** The only format there is. */
    public static final int FORMAT = 1;

    public Manifest {
        kafkaOffsets = new TreeMap<>(kafkaOffsets);
        parts = List.copyOf(parts);
        skipped = List.copyOf(skipped);
    }

    /**
     * The database.
     *
     * @param method how it was read
     * @param server its version
     */
    public record Database(String method, String server, List<Schema> schemas) {
        public Database {
            schemas = List.copyOf(schemas);
        }
    }

    /**
     * One schema.
     *
     * @param version the newest migration that it has
     */
    public record Schema(String name, String version) {}

    /**
     * What Ollama had.
     *
     * @param note why the list is empty, or nothing
     */
    public record Models(List<Model> list, String note) {
        public Models {
            list = List.copyOf(list);
        }
    }

    /** A model. */
    public record Model(String name, String digest, long bytes) {}

    /** All rows of all tables. */
    public long rows() {
        return parts.stream()
                .filter(part -> part.name().endsWith(".copy"))
                .mapToLong(Part::rows)
                .sum();
    }

    /** Bytes of all files. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /** The part of that name. */
    public Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("backup " + id + " has no part " + name));
    }

    /** Whether there is such a part. */
    public boolean has(String name) {
        return parts.stream().anyMatch(part -> part.name().equals(name));
    }
}
