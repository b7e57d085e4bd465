package io.agentaiops.ragindexer.knowledge;

import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.index.IndexRefusal;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.index.PassageIndex;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready to search: the index answers and the model has been loaded. */
@Readiness
@ApplicationScoped
class KnowledgeReadiness implements HealthCheck {

    private final PassageIndex index;
    private final Embedder embedder;

    KnowledgeReadiness(PassageIndex index, Embedder embedder) {
        this.index = index;
        this.embedder = embedder;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("knowledge-index")
                .withData("model", embedder.isReady() ? "ready" : "loading");
        try {
            return response.withData("index", index.current())
                    .status(embedder.isReady())
                    .build();
        } catch (IndexUnavailable | IndexRefusal e) {
            return response.withData("reason", String.valueOf(e.getMessage()))
                    .down()
                    .build();
        }
    }
}
