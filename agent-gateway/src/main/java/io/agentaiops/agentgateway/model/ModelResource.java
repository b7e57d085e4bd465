package io.agentaiops.agentgateway.model;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which models there are. */
@Path("/api/v1/models")
@RolesAllowed("viewer")
@RunOnVirtualThread
class ModelResource {

    /** The models, or why there are none. */
    record ModelList(
            String url,
            boolean reachable,
            @Nullable String version,
            @Nullable String reason,
            @Nullable String defaultModel,
            List<OllamaModel> models) {}

    private final Models models;

    ModelResource(Models models) {
        this.models = models;
    }

    @GET
    public ModelList list() {
        OllamaState state = models.look();
        return new ModelList(
                state.url(),
                state.reachable(),
                state.version(),
                state.reason(),
                models.defaultModel().map(OllamaModel::name).orElse(null),
                state.models());
    }
}
