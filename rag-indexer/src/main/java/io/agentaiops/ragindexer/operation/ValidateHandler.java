package io.agentaiops.ragindexer.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.knowledge.EmbeddingValidation;
import io.agentaiops.ragindexer.knowledge.Validation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code knowledge.validate}: goes through every passage of the index and tells what is wrong with which. */
@ApplicationScoped
class ValidateHandler implements CapabilityHandler {

    private final PassageIndex index;
    private final EmbeddingValidation validation;

    ValidateHandler(PassageIndex index, EmbeddingValidation validation) {
        this.index = index;
        this.validation = validation;
    }

    @Override
    public Capability capability() {
        return Capability.KNOWLEDGE_VALIDATE;
    }

    @Override
    public Finding perform(Operation operation) {
        Optional<IndexVersion> current = index.current();
        if (current.isEmpty()) {
            return Finding.bad("there is no index yet", Map.of());
        }
        return report(current.get(), validation.validate(current.get()));
    }

    private static Finding report(IndexVersion version, Validation found) {
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("index", version.name());
        evidence.put("model", version.model());
        evidence.put("digest", version.digest());
        evidence.put("reembedded", found.reembedded());
        evidence.put("passages", found.passages());
        evidence.putAll(found.findings());
        found.examples().forEach((kind, some) -> evidence.put(kind + "Examples", some));
        if (found.findings().isEmpty()) {
            return Finding.good(
                    "all " + found.passages() + " passages have a sound vector and a document, " + found.reembedded()
                            + " gave the same again",
                    evidence);
        }
        List<String> counts = new ArrayList<>();
        new TreeMap<>(found.findings()).forEach((kind, count) -> counts.add(count + " " + kind));
        return Finding.bad("of " + found.passages() + " passages: " + String.join(", ", counts), evidence);
    }
}
