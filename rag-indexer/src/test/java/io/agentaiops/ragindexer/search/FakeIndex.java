package io.agentaiops.ragindexer.search;

import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.Hit;
import io.agentaiops.ragindexer.index.IndexQuery;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.Replacement;
import io.agentaiops.ragindexer.index.StoredPassage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** An index that answers what it is told to. */
final class FakeIndex implements PassageIndex {

    final List<IndexQuery> asked = new ArrayList<>();
    String digest = "fake";
    Function<IndexQuery.How, List<Hit>> answer = how -> List.of();
    private final OptionalDouble floor;

    FakeIndex(OptionalDouble floor) {
        this.floor = floor;
    }

    @Override
    public List<Hit> search(String version, IndexQuery query) {
        asked.add(query);
        return answer.apply(query.how());
    }

    @Override
    public Optional<IndexVersion> current() {
        return Optional.of(new IndexVersion("v", "fake", digest, 2, IndexVersion.LAYOUT, floor));
    }

    @Override
    public Optional<IndexVersion> searched(boolean fresh) {
        return current();
    }

    @Override
    public IndexVersion create(String model, String digest, int dimension) {
        return new IndexVersion("w", model, digest, dimension, IndexVersion.LAYOUT, floor);
    }

    @Override
    public Optional<IndexVersion> find(String version) {
        return current();
    }

    @Override
    public void activate(String version, Set<String> kept) {}

    @Override
    public void calibrate(String version, double relevanceFloor) {}

    @Override
    public Map<String, Vector> vectors(IndexVersion version, Collection<String> embeddingHashes) {
        return Map.of();
    }

    @Override
    public void drop(String version) {}

    @Override
    public Map<String, List<StoredPassage>> passages(String version, Collection<String> documentIds) {
        return Map.of();
    }

    @Override
    public Map<String, String> replace(String version, Collection<Replacement> replacements) {
        return Map.of();
    }

    @Override
    public void copy(String from, String to, Collection<String> documentIds) {}

    @Override
    public void scan(String version, Consumer<StoredPassage> visitor) {}

    @Override
    public Size size(String version) {
        return new Size(0, 0);
    }
}
