package io.agentaiops.ragindexer.knowledge;

import io.agentaiops.ragindexer.embedding.Embedders;
import io.agentaiops.ragindexer.index.IndexRefusal;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.SearchFilter.Everything;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready to search: the index answers, the model has been loaded, and what lay in the folders at the start can be found.
 * Later changes do not take the readiness away again.
 */
@Readiness
@ApplicationScoped
class KnowledgeReadiness implements HealthCheck {

    private final PassageIndex index;
    private final Embedders embedders;
    private final KnowledgeBase knowledge;
    private final AtomicBoolean filled = new AtomicBoolean();

    KnowledgeReadiness(PassageIndex index, Embedders embedders, KnowledgeBase knowledge) {
        this.index = index;
        this.embedders = embedders;
        this.knowledge = knowledge;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("knowledge-index")
                .withData("model", embedders.configured().isReady() ? "ready" : "loading");
        try {
            Optional<IndexVersion> version = index.current();
            return response.withData("index", version.map(IndexVersion::name).orElse("none yet"))
                    .withData("documents", isFilled() ? "ready" : "indexing")
                    .status(version.isPresent() && embedders.configured().isReady() && isFilled())
                    .build();
        } catch (IndexUnavailable | IndexRefusal e) {
            return response.withData("reason", String.valueOf(e.getMessage()))
                    .down()
                    .build();
        }
    }

    private boolean isFilled() {
        if (!filled.get()) {
            KnowledgeStatus status = knowledge.status(new Everything());
            boolean compared = status.folders().stream()
                    .allMatch(folder -> folder.scannedAt() != null || folder.problem() != null);
            filled.set(compared && status.pending() == 0);
        }
        return filled.get();
    }
}
