package io.agentaiops.ragindexer.index;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.ragindexer.embedding.Vector;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The passages in OpenSearch. */
@ApplicationScoped
class OpenSearchPassageIndex implements PassageIndex {

    /** Passages in one answer; with their vectors about 4 MB. */
    private static final int PAGE = 500;
    /** Bytes after which a bulk request is sent; OpenSearch works best with 5 to 15 MB. */
    private static final int BULK_BYTES = 5_000_000;

    private final OpenSearchConnection connection;
    private final OpenSearchVersions versions;

    OpenSearchPassageIndex(OpenSearchConnection connection, OpenSearchVersions versions) {
        this.connection = connection;
        this.versions = versions;
    }

    @Override
    public Optional<IndexVersion> current() {
        return versions.current();
    }

    @Override
    public Optional<IndexVersion> searched(boolean fresh) {
        return versions.searched(fresh);
    }

    @Override
    public IndexVersion create(String model, String digest, int dimension) {
        return versions.create(model, digest, dimension);
    }

    @Override
    public Optional<IndexVersion> find(String version) {
        return versions.find(version);
    }

    @Override
    public void activate(String version, Set<String> kept) {
        versions.activate(version, kept);
    }

    @Override
    public void calibrate(String version, double relevanceFloor) {
        versions.calibrate(version, relevanceFloor);
    }

    @Override
    public void drop(String version) {
        versions.drop(version);
    }

    @Override
    public Map<String, List<StoredPassage>> passages(String version, Collection<String> documentIds) {
        if (documentIds.isEmpty()) {
            return Map.of();
        }
        List<StoredPassage> found = new ArrayList<>();
        page(version, documentIds, found::add);
        return found.stream().collect(Collectors.groupingBy(StoredPassage::documentId));
    }

    @Override
    public Map<String, Vector> vectors(IndexVersion version, Collection<String> embeddingHashes) {
        Map<String, Vector> vectors = new HashMap<>();
        List<String> hashes = version.knowsHashes() ? List.copyOf(embeddingHashes) : List.of();
        for (int from = 0; from < hashes.size(); from += PAGE) {
            List<String> some = hashes.subList(from, Math.min(hashes.size(), from + PAGE));
            connection
                    .send("POST", "/" + version.name() + "/_search", OpenSearchQueries.embedded(some))
                    .path("hits")
                    .path("hits")
                    .forEach(hit -> {
                        StoredPassage stored = OpenSearchDocuments.stored(hit);
                        if (stored.vector().isSound(version.dimension())) {
                            vectors.put(stored.embeddingHash(), stored.vector());
                        }
                    });
        }
        return vectors;
    }

    @Override
    public void scan(String version, Consumer<StoredPassage> visitor) {
        page(version, List.of(), visitor);
    }

    private void page(String version, Collection<String> documentIds, Consumer<StoredPassage> visitor) {
        Map<String, Object> request = new HashMap<>(OpenSearchQueries.stored(documentIds, PAGE));
        while (true) {
            JsonNode hits = connection
                    .send("POST", "/" + version + "/_search", request)
                    .path("hits")
                    .path("hits");
            hits.forEach(hit -> visitor.accept(OpenSearchDocuments.stored(hit)));
            if (hits.size() < PAGE) {
                return;
            }
            request.put("search_after", hits.get(hits.size() - 1).path("sort"));
        }
    }

    @Override
    public Map<String, String> replace(String version, Collection<Replacement> replacements) {
        Map<String, String> refused = new TreeMap<>();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Map<String, String> documentOf = new HashMap<>();
        for (Replacement replacement : replacements) {
            for (IndexedPassage indexed : replacement.passages()) {
                String id = indexed.passage().id();
                documentOf.put(id, replacement.documentId());
                line(lines, Map.of("index", Map.of("_id", id)));
                line(lines, OpenSearchDocuments.source(indexed));
            }
            for (String id : replacement.obsolete()) {
                documentOf.put(id, replacement.documentId());
                line(lines, Map.of("delete", Map.of("_id", id)));
            }
            if (lines.size() > BULK_BYTES) {
                send(version, lines, documentOf, refused);
            }
        }
        send(version, lines, documentOf, refused);
        return refused;
    }

    private void line(ByteArrayOutputStream lines, Object value) {
        lines.writeBytes(connection.bytes(value));
        lines.write('\n');
    }

    /** Waits until what it sent can be searched. */
    private void send(
            String version, ByteArrayOutputStream lines, Map<String, String> documentOf, Map<String, String> refused) {
        if (lines.size() == 0) {
            return;
        }
        JsonNode answer = connection.sendLines("/" + version + "/_bulk?refresh=true", lines.toByteArray());
        for (JsonNode item : answer.path("errors").asBoolean() ? answer.path("items") : List.<JsonNode>of()) {
            JsonNode result = item.elements().next();
            int status = result.path("status").asInt();
            String reason = result.path("error").path("reason").asText("status " + status);
            if (status == 429 || status >= 500) {
                throw new IndexUnavailable("bulk: " + reason, null);
            }
            if (status >= 400 && status != 404) {
                refused.put(documentOf.getOrDefault(result.path("_id").asText(), "unknown"), reason);
            }
        }
        lines.reset();
    }

    @Override
    public void copy(String from, String to, Collection<String> documentIds) {
        if (documentIds.isEmpty()) {
            return;
        }
        Map<String, Object> request = Map.of(
                "source",
                Map.of("index", from, "query", OpenSearchQueries.ofDocuments(documentIds)),
                "dest",
                Map.of("index", to));
        connection.send("POST", "/_reindex?refresh=true", request);
    }

    @Override
    public Size size(String version) {
        JsonNode totals = connection
                .send("GET", "/" + version + "/_stats/docs,store", null)
                .at("/_all/primaries");
        return new Size(
                totals.at("/docs/count").asLong(),
                totals.at("/store/size_in_bytes").asLong());
    }

    @Override
    public List<Hit> search(String version, IndexQuery query) {
        JsonNode answer = connection.send(
                "POST", "/" + version + "/_search?include_named_queries_score=true", OpenSearchQueries.search(query));
        List<Hit> hits = new ArrayList<>();
        answer.path("hits").path("hits").forEach(hit -> hits.add(OpenSearchDocuments.hit(hit, query.how())));
        return hits;
    }
}
