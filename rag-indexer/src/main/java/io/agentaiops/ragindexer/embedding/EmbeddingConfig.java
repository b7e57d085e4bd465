package io.agentaiops.ragindexer.embedding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** How texts are embedded. */
@ConfigMapping(prefix = "aiops.embedding")
public interface EmbeddingConfig {

    /** Threads that embed; by default one for each processor, at most four. */
    OptionalInt threads();

    /** How many questions are remembered with their vectors; each takes about 2 kB. */
    @WithDefault("2000")
    int cachedQueries();

    /** Where the tokenizer unpacks its native library; by default below the service's data directory. */
    @WithDefault("${AIOPS_DATA_DIR:}")
    Optional<Path> nativeDir();
}
