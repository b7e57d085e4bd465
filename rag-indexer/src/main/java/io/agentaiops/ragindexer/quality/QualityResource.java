package io.agentaiops.ragindexer.quality;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.index.IndexRefusal;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;

/** The quality of search over REST. */
@Path("/api/v1/knowledge/quality")
@RunOnVirtualThread
class QualityResource {

    private static final int MOST = 100;

    private final QualityWatch watch;
    private final QualityStore store;
    private final Audit audit;

    QualityResource(QualityWatch watch, QualityStore store, Audit audit) {
        this.watch = watch;
        this.store = store;
        this.audit = audit;
    }

    /** The latest measurements, newest first. */
    @GET
    @RolesAllowed({"viewer", "service"})
    public List<QualityReport> list() {
        return store.list(MOST);
    }

    /** Measures now; with {@code accept=true} later measurements are compared with this one. */
    @POST
    @RolesAllowed("operator")
    public QualityReport measure(
            @QueryParam("accept") @DefaultValue("false") boolean accept, @Context SecurityContext caller) {
        try {
            QualityFigures figures = watch.measure(accept);
            QuarkusTransaction.requiringNew()
                    .run(() -> audit.record(
                            caller.getUserPrincipal().getName(),
                            "knowledge.measure",
                            figures.index(),
                            "allowed",
                            Map.of("accept", String.valueOf(accept))));
            return store.list(1).getFirst();
        } catch (IndexUnavailable e) {
            throw Problem.unavailable("index-unavailable", "the search index does not answer; try again later");
        } catch (IndexRefusal e) {
            throw Problem.unavailable("index-refused", "the search index refused it: " + e.getMessage());
        } catch (EmbeddingUnavailable e) {
            throw Problem.unavailable("model-unavailable", String.valueOf(e.getMessage()));
        }
    }
}
