package io.agentaiops.ragindexer.embedding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How texts are embedded. */
@ConfigMapping(prefix = "aiops.embedding")
public interface EmbeddingConfig {

    /**
     * The model: {@code all-minilm-l6-v2-q} or {@code bge-small-en-v1.5-q}, which are part of the program, or
     * {@code ollama:NAME} for a model of the Ollama at {@code ollama-url}. After a change the index is built anew with the
     * new model beside the old one, which is searched until then.
     */
    @WithDefault("all-minilm-l6-v2-q")
    String model();

    /** Threads that embed; by default one for each processor, at most eight. */
    OptionalInt threads();

    /** How many questions are remembered with their vectors; each takes about 2 kB. */
    @WithDefault("2000")
    int cachedQueries();

    /** Where the tokenizer unpacks its native library; by default below the service's data directory. */
    @WithDefault("${AIOPS_DATA_DIR:}")
    Optional<Path> nativeDir();

    /** Ollama's address, for models of Ollama. */
    @WithDefault("${OLLAMA_BASE_URL:http://127.0.0.1:11434}")
    String ollamaUrl();

    /** How long Ollama may take for one batch; the first loads the model. */
    @WithDefault("60s")
    Duration ollamaTimeout();

    /** How long Ollama may take for a question; then it is answered by words alone. */
    @WithDefault("2500ms")
    Duration ollamaQueryTimeout();

    /** What goes before a question for a model of Ollama, such as {@code search_query: }; and before a passage. */
    Optional<String> queryPrefix();

    /** See {@link #queryPrefix}. */
    Optional<String> passagePrefix();
}
