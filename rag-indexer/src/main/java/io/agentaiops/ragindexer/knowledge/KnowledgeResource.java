package io.agentaiops.ragindexer.knowledge;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.index.IndexRefusal;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.index.SearchFilter.Viewers;
import io.agentaiops.ragindexer.ingestion.Build;
import io.agentaiops.ragindexer.ingestion.IndexRebuild;
import io.agentaiops.ragindexer.source.FolderStatus;
import io.agentaiops.ragindexer.source.FolderWatcher;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
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
import java.io.IOException;
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
    private final FolderWatcher folders;
    private final Audit audit;
    private final SecurityIdentity caller;

    KnowledgeResource(
            KnowledgeBase knowledge,
            KnowledgeWatch watch,
            IndexRebuild rebuild,
            FolderWatcher folders,
            Audit audit,
            SecurityIdentity caller) {
        this.knowledge = knowledge;
        this.watch = watch;
        this.rebuild = rebuild;
        this.folders = folders;
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    @Path("/status")
    @RolesAllowed({"viewer", "service"})
    public KnowledgeStatus status() {
        return knowledge.status(Viewers.of(caller.getRoles()));
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
                        "no-previous-version",
                        "there is no earlier version of the index to go back to whose model is still there"));
        record(caller.getUserPrincipal().getName(), "knowledge.rollback", active, Map.of());
        return active;
    }

    /**
     * Says that a folder is empty on purpose, so that its documents go; else they stay, for it may not be mounted.
     *
     * @param name of a further folder; left out for the first one
     */
    @POST
    @Path("/folders/empty")
    @RolesAllowed("operator")
    public FolderStatus emptied(@QueryParam("name") @DefaultValue("") String name, @Context SecurityContext caller) {
        FolderStatus status = folderOf(name);
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        caller.getUserPrincipal().getName(),
                        "knowledge.folder-emptied",
                        status.folder(),
                        "allowed",
                        Map.of("files", String.valueOf(status.files()))));
        return status;
    }

    private FolderStatus folderOf(String name) {
        try {
            return folders.meantEmpty(name)
                    .orElseThrow(() -> Problem.notFound("folder-unknown", "no watched folder is called " + name));
        } catch (IOException e) {
            throw Problem.conflict("folder-unreadable", "the folder cannot be read, so that nobody knows: " + e);
        }
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
        } catch (IndexRefusal e) {
            throw Problem.unavailable("index-refused", "the search index refused it: " + e.getMessage());
        } catch (EmbeddingUnavailable e) {
            throw Problem.unavailable("model-unavailable", String.valueOf(e.getMessage()));
        }
    }
}
