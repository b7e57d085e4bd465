package io.agentaiops.ragindexer.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.StoredPassage;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.ingestion.DocumentState;
import io.agentaiops.ragindexer.ingestion.EmbeddingSample;
import io.agentaiops.ragindexer.ingestion.KnownDocument;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code knowledge.validate}: goes through every passage of the index. Each must have a vector of the right dimension,
 * all numbers, of length one, and belong to a document that is known; each indexed document must have all its passages; and
 * a sample that is embedded again must come out the same.
 */
@ApplicationScoped
class ValidateHandler implements CapabilityHandler {

    private static final double TOLERANCE = 0.01;
    private static final int MOST_EXAMPLES = 20;

    private final PassageIndex index;
    private final DocumentCatalog catalog;
    private final EmbeddingSample sample;

    ValidateHandler(PassageIndex index, DocumentCatalog catalog, EmbeddingSample sample) {
        this.index = index;
        this.catalog = catalog;
        this.sample = sample;
    }

    @Override
    public Capability capability() {
        return Capability.KNOWLEDGE_VALIDATE;
    }

    @Override
    public Finding perform(Operation operation) {
        Map<String, KnownDocument> known = new HashMap<>();
        catalog.list(DocumentCatalog.LIVE, "", Integer.MAX_VALUE)
                .forEach(document -> known.put(document.documentId(), document));
        Map<String, Integer> passages = new HashMap<>();
        Map<String, List<String>> findings = new TreeMap<>();
        Optional<IndexVersion> current = index.current();
        if (current.isEmpty()) {
            return Finding.bad("there is no index yet", Map.of());
        }
        IndexVersion version = current.get();
        index.scan(version.name(), passage -> {
            passages.merge(passage.documentId(), 1, Integer::sum);
            examine(passage, version.dimension(), known.keySet(), findings);
        });
        List<String> documents = new ArrayList<>(passages.keySet());
        documents.retainAll(known.keySet());
        EmbeddingSample.Checked checked = sample.check(version, documents);
        checked.different().forEach(id -> note(findings, "notReproduced", id));
        known.values().stream()
                .filter(document -> document.state() == DocumentState.INDEXED)
                .filter(document -> document.chunks() != passages.getOrDefault(document.documentId(), 0))
                .forEach(document -> note(findings, "incomplete", document.documentId()));
        return report(
                version,
                checked.passages(),
                passages.values().stream().mapToInt(Integer::intValue).sum(),
                findings);
    }

    private static void examine(
            StoredPassage passage, int dimension, Set<String> known, Map<String, List<String>> findings) {
        Vector vector = passage.vector();
        if (vector.dimension() != dimension) {
            note(findings, "wrongDimension", passage.id());
        } else if (!vector.isFinite()) {
            note(findings, "notFinite", passage.id());
        } else if (Math.abs(vector.norm() - 1) > TOLERANCE) {
            note(findings, "wrongLength", passage.id());
        }
        if (!known.contains(passage.documentId())) {
            note(findings, "orphans", passage.id());
        }
    }

    private static void note(Map<String, List<String>> findings, String kind, String what) {
        findings.computeIfAbsent(kind, any -> new ArrayList<>()).add(what);
    }

    private static Finding report(
            IndexVersion version, int reembedded, int passages, Map<String, List<String>> findings) {
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("index", version.name());
        evidence.put("model", version.model());
        evidence.put("digest", version.digest());
        evidence.put("reembedded", reembedded);
        evidence.put("passages", passages);
        findings.forEach((kind, all) -> {
            evidence.put(kind, all.size());
            evidence.put(kind + "Examples", List.copyOf(all.subList(0, Math.min(MOST_EXAMPLES, all.size()))));
        });
        if (findings.isEmpty()) {
            return Finding.good(
                    "all " + passages + " passages have a sound vector and a document, " + reembedded
                            + " gave the same again",
                    evidence);
        }
        List<String> counts = new ArrayList<>();
        findings.forEach((kind, all) -> counts.add(all.size() + " " + kind));
        return Finding.bad("of " + passages + " passages: " + String.join(", ", counts), evidence);
    }
}
