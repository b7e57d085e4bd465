package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Embedders;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** The version that is searched; the first one is made when there is none. */
@ApplicationScoped
class ActiveIndex {

    private final PassageIndex index;
    private final Embedders embedders;
    private final BuildStore builds;
    private final Clock clock;

    ActiveIndex(PassageIndex index, Embedders embedders, BuildStore builds, Clock clock) {
        this.index = index;
        this.embedders = embedders;
        this.builds = builds;
        this.clock = clock;
    }

    IndexVersion get() {
        return index.current().orElseGet(this::first);
    }

    /** One at a time: two versions made in the same millisecond would have the same name. */
    private synchronized IndexVersion first() {
        return index.current().orElseGet(this::made);
    }

    private IndexVersion made() {
        Embedder model = embedders.configured();
        IndexVersion made = index.create(model.model(), model.digest(), model.dimension());
        index.activate(made.name(), builds.kept(null));
        // Another replica may have done the same at the same time; what both see now is what counts.
        IndexVersion active = index.current().orElse(made);
        builds.first(active, clock.instant());
        if (!active.name().equals(made.name())) {
            index.drop(made.name());
        }
        return active;
    }

    /** Searches the version from now on, keeping the one before for a way back. */
    void switchTo(String version, String before) {
        index.activate(version, builds.kept(before));
    }
}
