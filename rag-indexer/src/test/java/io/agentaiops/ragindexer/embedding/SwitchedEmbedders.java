package io.agentaiops.ragindexer.embedding;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Configures another model while the service runs, which otherwise takes a new start. */
@Alternative
@Priority(1)
@ApplicationScoped
public class SwitchedEmbedders implements Embedders {

    private final LoadedEmbedders loaded;
    private volatile @Nullable String model;
    private volatile @Nullable String other;
    private volatile int dimension;

    SwitchedEmbedders(LoadedEmbedders loaded) {
        this.loaded = loaded;
    }

    /** Configures that model, or the one of the configuration again. */
    public void switchTo(@Nullable String wanted) {
        model = wanted;
    }

    /** From now on every name means another model, of that digest and dimension; the models of before when it is null. */
    public void replace(@Nullable String digest, int itsDimension) {
        dimension = itsDimension;
        other = digest;
    }

    @Override
    public Embedder configured() {
        String wanted = model;
        return replaced(wanted == null ? loaded.configured() : loaded.of(wanted));
    }

    @Override
    public Embedder of(String name) {
        return replaced(loaded.of(name));
    }

    private Embedder replaced(Embedder first) {
        String digest = other;
        return digest == null ? first : new AnotherOfTheSameName(first, digest, dimension);
    }

    /** Says the same in another space: values in the opposite order, and as many more or fewer as its dimension wants. */
    private record AnotherOfTheSameName(Embedder first, String digest, int dimension) implements Embedder {

        @Override
        public String model() {
            return first.model();
        }

        @Override
        public boolean is(String wanted) {
            return digest.equals(wanted);
        }

        @Override
        public int window() {
            return first.window();
        }

        @Override
        public boolean isReady() {
            return first.isReady();
        }

        @Override
        public int tokens(String text) {
            return first.tokens(text);
        }

        @Override
        public List<Vector> embed(List<String> texts) {
            return first.embed(texts).stream().map(this::turned).toList();
        }

        @Override
        public Vector embedQuery(String text) {
            return turned(first.embedQuery(text));
        }

        private Vector turned(Vector vector) {
            float[] values = new float[dimension];
            for (int i = 0; i < Math.min(dimension, vector.dimension()); i++) {
                values[i] = vector.at(vector.dimension() - 1 - i);
            }
            return Vector.of(values).normalised();
        }
    }

    @Override
    public OptionalDouble perSecond() {
        return loaded.perSecond();
    }
}
