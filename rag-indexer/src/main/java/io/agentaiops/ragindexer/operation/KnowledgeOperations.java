package io.agentaiops.ragindexer.operation;

import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** The capabilities of this service, by name. */
@ApplicationScoped
class KnowledgeOperations {

    private final RefreshOperation refresh;
    private final OutdatedOperation outdated;
    private final SearchTestOperation searchTest;
    private final ValidateOperation validate;

    KnowledgeOperations(
            RefreshOperation refresh,
            OutdatedOperation outdated,
            SearchTestOperation searchTest,
            ValidateOperation validate) {
        this.refresh = refresh;
        this.outdated = outdated;
        this.searchTest = searchTest;
        this.validate = validate;
    }

    OperationResult perform(RequestedOperation operation) {
        Optional<Capability> capability =
                Capability.of(operation.capability()).filter(known -> known.owner() == Capability.Owner.RAG_INDEXER);
        if (capability.isEmpty()) {
            return OperationResult.refused("not a capability of rag-indexer: " + operation.capability());
        }
        if (operation.dryRun()) {
            return OperationResult.good(
                    "would do " + operation.capability() + "; it changes nothing outside the index", Map.of());
        }
        return switch (capability.get()) {
            case KNOWLEDGE_REFRESH -> refresh.perform(operation.deadline());
            case KNOWLEDGE_OUTDATED -> outdated.perform();
            case KNOWLEDGE_SEARCH_TEST -> searchTest.perform(operation.arguments());
            case KNOWLEDGE_VALIDATE -> validate.perform();
            // The others belong to other services and were refused above.
            default -> OperationResult.refused("not a capability of rag-indexer: " + operation.capability());
        };
    }
}
