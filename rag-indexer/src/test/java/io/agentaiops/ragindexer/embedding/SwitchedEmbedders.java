package io.agentaiops.ragindexer.embedding;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Configures another model while the service runs, which otherwise takes a new start. */
@Alternative
@Priority(1)
@ApplicationScoped
public class SwitchedEmbedders implements Embedders {

    private final LoadedEmbedders loaded;
    private volatile @Nullable String model;

    SwitchedEmbedders(LoadedEmbedders loaded) {
        this.loaded = loaded;
    }

    /** Configures that model, or the one of the configuration again. */
    public void switchTo(@Nullable String wanted) {
        model = wanted;
    }

    @Override
    public Embedder configured() {
        String wanted = model;
        return wanted == null ? loaded.configured() : loaded.of(wanted);
    }

    @Override
    public Embedder of(String name) {
        return loaded.of(name);
    }

    @Override
    public OptionalDouble perSecond() {
        return loaded.perSecond();
    }
}
