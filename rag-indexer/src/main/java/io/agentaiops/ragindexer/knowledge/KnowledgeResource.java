package io.agentaiops.ragindexer.knowledge;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.ingestion.Build;
import io.agentaiops.ragindexer.ingestion.IndexRebuild;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The knowledge base over REST. */
@Path("/api/v1/knowledge")
@RunOnVirtualThread
class KnowledgeResource {

    private static final int MOST_BUILDS = 20;

    private final KnowledgeBase knowledge;
    private final KnowledgeWatch watch;
    private final IndexRebuild rebuild;
    private final Audit audit;

    KnowledgeResource(KnowledgeBase knowledge, KnowledgeWatch watch, IndexRebuild rebuild, Audit audit) {
        this.knowledge = knowledge;
        this.watch = watch;
        this.rebuild = rebuild;
        this.audit = audit;
    }

    @GET
    @Path("/status")
    @RolesAllowed({"viewer", "service"})
    public KnowledgeStatus status() {
        return knowledge.status();
    }

    /** Size, growth, documents past their review date, and whether the vectors are sound. */
    @GET
    @Path("/health")
    @RolesAllowed({"viewer", "service"})
    public KnowledgeHealth health() {
        return watch.health()
                .orElseThrow(() -> Problem.unavailable("index-unavailable", "the search index does not answer"));
    }

    /** Builds the index anew; the answer comes at once, {@code status} shows how far it is. */
    @POST
    @Path("/rebuild")
    @RolesAllowed("operator")
    public Response rebuild(
            @QueryParam("force") @DefaultValue("false") boolean force, @Context SecurityContext caller) {
        String actor = caller.getUserPrincipal().getName();
        Build started = orUnavailable(() -> rebuild.start(actor, force))
                .orElseThrow(() -> Problem.conflict("rebuild-running", "a rebuild is going on already"));
        record(actor, "knowledge.rebuild", started, Map.of("force", String.valueOf(force)));
        return Response.accepted(started).build();
    }

    /** Searches the version before the current one again, from now on. */
    @POST
    @Path("/rollback")
    @RolesAllowed("operator")
    public Build rollback(@Context SecurityContext caller) {
        Build active = orUnavailable(rebuild::rollBack)
                .orElseThrow(() -> Problem.conflict(
                        "no-previous-version", "there is no earlier version of the index to go back to"));
        record(caller.getUserPrincipal().getName(), "knowledge.rollback", active, Map.of());
        return active;
    }

    /** The latest builds, newest first. */
    @GET
    @Path("/builds")
    @RolesAllowed({"viewer", "service"})
    public List<Build> builds() {
        return rebuild.latest(MOST_BUILDS);
    }

    private void record(String actor, String action, Build build, Map<String, String> details) {
        QuarkusTransaction.requiringNew().run(() -> audit.record(actor, action, build.index(), "allowed", details));
    }

    private static <T> T orUnavailable(Supplier<T> action) {
        try {
            return action.get();
        } catch (IndexUnavailable e) {
            throw Problem.unavailable("index-unavailable", "the search index does not answer; try again later");
        } catch (EmbeddingUnavailable e) {
            throw Problem.unavailable("model-unavailable", String.valueOf(e.getMessage()));
        }
    }
}
