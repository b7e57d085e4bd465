package io.agentaiops.ragindexer.embedding;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Models that are part of the program. */
enum BundledModel {
    /** Small and quick. */
    MINILM("all-minilm-l6-v2-q", "all-minilm-l6-v2-q", Pooling.MEAN, ""),
    /** Three times as slow; wants to be told that it reads a question. */
    BGE_SMALL(
            "bge-small-en-v1.5-q",
            "bge-small-en-v1.5-q",
            Pooling.FIRST,
            "Represent this sentence for searching relevant passages: ");

    /** How one vector is made of those of all tokens. */
    enum Pooling {
        MEAN,
        FIRST
    }

    /** Of all bundled models. */
    static final int DIMENSION = 384;

    /** Tokens that they read at once; what comes after is not seen. */
    static final int WINDOW = 512;

    private final String id;
    private final String resource;
    private final Pooling pooling;
    private final String queryPrefix;

    BundledModel(String id, String resource, Pooling pooling, String queryPrefix) {
        this.id = id;
        this.resource = resource;
        this.pooling = pooling;
        this.queryPrefix = queryPrefix;
    }

    static Optional<BundledModel> of(String id) {
        return Arrays.stream(values()).filter(model -> model.id.equals(id)).findFirst();
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(BundledModel::id).toList();
    }

    String id() {
        return id;
    }

    /** Where its weights and its tokenizer lie in the program. */
    String weights() {
        return "/" + resource + ".onnx";
    }

    String tokenizer() {
        return "/" + resource + "-tokenizer.json";
    }

    Pooling pooling() {
        return pooling;
    }

    String queryPrefix() {
        return queryPrefix;
    }
}
