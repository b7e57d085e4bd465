package io.agentaiops.ragindexer.source;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The watched folders, each followed by a thread of its own: one that hangs or is gone does not hold the others up. */
@ApplicationScoped
public class FolderWatcher {

    private final SourceConfig config;
    private final List<FolderSource> sources;
    private final List<FolderFollower> followers;

    FolderWatcher(SourceConfig config, DocumentChanges changes, Clock clock) {
        this.config = config;
        this.sources = FolderSource.of(config, changes, clock);
        this.followers = sources.stream()
                .map(source -> new FolderFollower(source, config.reconcileEvery(), clock))
                .toList();
    }

    /** The folders as they were seen last, the first one first. */
    public List<FolderStatus> status() {
        return sources.stream().map(FolderSource::status).toList();
    }

    /**
     * Reads all folders again and says what is different.
     *
     * @throws IOException when one of them cannot be read; the others have been read nevertheless
     */
    public List<FolderStatus> refresh() throws IOException {
        List<FolderStatus> found = new ArrayList<>();
        @Nullable IOException problem = null;
        for (FolderSource source : sources) {
            try {
                found.add(source.reconcile(null, true));
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
        return found;
    }

    /**
     * Takes an empty folder for empty on purpose: its documents go.
     *
     * @param name of a further folder; empty for the first one
     * @return the folder as it is now; none when there is no folder of that name
     * @throws IOException when it cannot be read
     */
    public Optional<FolderStatus> meantEmpty(String name) throws IOException {
        for (FolderSource source : sources) {
            String its = source.status().name();
            if (name.equals(its == null ? "" : its)) {
                return Optional.of(source.meantEmpty());
            }
        }
        return Optional.empty();
    }

    void start(@Observes StartupEvent event) {
        if (config.watch()) {
            followers.forEach(FolderFollower::start);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        followers.forEach(FolderFollower::stop);
    }
}
