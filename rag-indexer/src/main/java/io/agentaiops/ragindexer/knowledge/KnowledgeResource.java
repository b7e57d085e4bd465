package io.agentaiops.ragindexer.knowledge;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.ingestion.IndexRebuild;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;

/** The knowledge base over REST. */
@Path("/api/v1/knowledge")
@RunOnVirtualThread
class KnowledgeResource {

    private final KnowledgeBase knowledge;
    private final IndexRebuild rebuild;
    private final Audit audit;

    KnowledgeResource(KnowledgeBase knowledge, IndexRebuild rebuild, Audit audit) {
        this.knowledge = knowledge;
        this.rebuild = rebuild;
        this.audit = audit;
    }

    @GET
    @Path("/status")
    @RolesAllowed({"viewer", "service"})
    public KnowledgeStatus status() {
        return knowledge.status();
    }

    /** Builds the index anew; the answer comes at once, {@code status} shows how far it is. */
    @POST
    @Path("/rebuild")
    @RolesAllowed("operator")
    public Response rebuild(@Context SecurityContext caller) {
        try {
            IndexRebuild.Progress started = rebuild.start()
                    .orElseThrow(() -> Problem.conflict("rebuild-running", "a rebuild is going on already"));
            String actor = caller.getUserPrincipal().getName();
            QuarkusTransaction.requiringNew()
                    .run(() -> audit.record(actor, "knowledge.rebuild", started.index(), "allowed", Map.of()));
            return Response.accepted(started).build();
        } catch (IndexUnavailable e) {
            throw Problem.unavailable("index-unavailable", "the search index does not answer; try again later");
        }
    }
}
