package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Embedders;
import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.ingestion.Build.State;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Builds the index anew beside the one that is searched, and goes back to the one before. A build is a row in the database:
 * whichever replica has the time carries it out, and after a crash goes on where it was. It begins by itself when another
 * model is configured than the index was built with, when another model bears the same name, or when this program lays the
 * index out in another way.
 */
@ApplicationScoped
public class IndexRebuild {

    private static final Logger LOG = Logger.getLogger(IndexRebuild.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration FAILED_LASTS = Duration.ofMinutes(10);

    private final PassageIndex index;
    private final Embedders embedders;
    private final DocumentStore documents;
    private final BuildStore builds;
    private final IndexBuilder builder;
    private final Clock clock;
    private final Semaphore wanted = new Semaphore(0);
    private final RetryingWorker worker;

    IndexRebuild(
            PassageIndex index,
            Embedders embedders,
            DocumentStore documents,
            BuildStore builds,
            IndexBuilder builder,
            IngestionConfig config,
            Clock clock) {
        this.index = index;
        this.embedders = embedders;
        this.documents = documents;
        this.builds = builds;
        this.builder = builder;
        this.clock = clock;
        this.worker = new RetryingWorker("index-rebuild", config.longestPause(), this::turn);
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop(wanted::release);
    }

    /** The last build that was more than making the first, empty version. */
    public Optional<Build> progress() {
        return builds.latest(20).stream()
                .filter(build -> build.total() > 0 || build.endedAt() != null || build.state() == State.BUILDING)
                .findFirst();
    }

    /** The latest builds, newest first. */
    public List<Build> latest(int most) {
        return builds.latest(most);
    }

    /**
     * Starts a build with the configured model; empty when one is going on already.
     *
     * @param forced whether to search it even when the golden questions find less in it
     */
    public Optional<Build> start(String actor, boolean forced) {
        if (builds.inState(State.BUILDING).isPresent()) {
            return Optional.empty();
        }
        documents.retryRefused(clock.instant());
        Embedder model = embedders.configured();
        IndexVersion target = index.create(model.model(), model.digest(), model.dimension());
        int total = documents.indexable().size();
        // One that cannot be asked by meaning is no measure for its successor.
        boolean anyhow = forced || index.current().filter(this::isUsable).isEmpty();
        if (!builds.start(target, actor, anyhow, total, clock.instant())) {
            index.drop(target.name());
            return Optional.empty();
        }
        wanted.release();
        return builds.inState(State.BUILDING);
    }

    /** Searches the version before the current one again, at once; empty when there is none whose model is still there. */
    public Optional<Build> rollBack() {
        return builder.goBack(this::isUsable).flatMap(version -> builds.inState(State.ACTIVE));
    }

    private void turn() throws InterruptedException {
        Optional<Build> due = builds.inState(State.BUILDING);
        if (due.isPresent()) {
            builds.runAlone(() -> builder.build(due.get(), worker::isStopping));
        } else {
            Optional<IndexVersion> current = index.current();
            if (current.isPresent() && isOutOfDate(current.get())) {
                start("rag-indexer", false);
                return;
            }
        }
        if (wanted.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            wanted.drainPermits();
        }
    }

    /** Tried once for each model and layout: what was refused or rolled back is not tried again by itself. */
    private boolean isOutOfDate(IndexVersion current) {
        Embedder model = embedders.configured();
        String digest = model.digest();
        boolean same = current.model().equals(model.model())
                && current.digest().equals(digest)
                && current.layout() == IndexVersion.LAYOUT;
        // While the old version is of no use, a build that failed is tried again.
        Instant since = isUsable(current) ? Instant.EPOCH : clock.instant().minus(FAILED_LASTS);
        return !same && !builds.isLatest(model.model(), digest, IndexVersion.LAYOUT, since);
    }

    /** Not when the model that embedded it is gone, and another one bears its name. */
    private boolean isUsable(IndexVersion version) {
        try {
            return embedders.of(version.model()).is(version.digest());
        } catch (EmbeddingUnavailable e) {
            LOG.debugf("index=%s nobody has its model: %s", version.name(), e.getMessage());
            return false;
        }
    }
}
