package io.agentaiops.ragindexer.embedding;

import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** Vectors of short texts, for services that compare them. The gateway does not pass this path on to people. */
@Path("/api/v1/embeddings")
@RolesAllowed("service")
@RunOnVirtualThread
class EmbeddingResource {

    /** The texts to embed. */
    record Wanted(@NotNull @Size(min = 1, max = 64) List<@NotBlank @Size(max = 2_000) String> texts) {
        @Override
        public String toString() {
            return "Wanted[]";
        }
    }

    /** A vector for each text, in their order; vectors of different models cannot be compared. */
    record Embeddings(String model, int dimension, List<float[]> vectors) {}

    private final Embedders embedders;

    EmbeddingResource(Embedders embedders) {
        this.embedders = embedders;
    }

    @POST
    public Embeddings embed(@NotNull @Valid Wanted wanted) {
        try {
            Embedder embedder = embedders.configured();
            List<float[]> vectors = wanted.texts().stream()
                    .map(embedder::embedQuery)
                    .map(Vector::values)
                    .toList();
            return new Embeddings(embedder.model(), embedder.dimension(), vectors);
        } catch (EmbeddingUnavailable e) {
            throw Problem.unavailable("model-unavailable", String.valueOf(e.getMessage()));
        }
    }
}
