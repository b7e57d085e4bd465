package io.agentaiops.agentgateway.question;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Questions with their vectors in the memory of this replica, some thousands of them: comparing with all takes less
 * than a look into the database. What is found must be looked up there before it is used, for it may be gone.
 */
public final class VectorShelf {

    /** A question that others are compared with. */
    public record Item(String id, Wording wording, QuestionVector vector) {}

    private final Map<String, Item> items = new ConcurrentHashMap<>();

    /** Makes the shelf hold these ids and no others; those that are missing are loaded. */
    public void hold(Collection<String> ids, Function<Collection<String>, List<Item>> load) {
        Set<String> wanted = Set.copyOf(ids);
        items.keySet().retainAll(wanted);
        Set<String> missing =
                wanted.stream().filter(id -> !items.containsKey(id)).collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            load.apply(missing).forEach(item -> items.put(item.id(), item));
        }
    }

    /** Puts one more on it. */
    public void add(Item item) {
        items.put(item.id(), item);
    }

    /** Whether there is nothing to compare with. */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** The ids of those that ask the same, the closest first. */
    public List<String> matches(Wording wording, QuestionVector vector, SameQuestion judge, int limit) {
        return items.values().stream()
                .filter(item -> judge.judge(wording, vector, item.wording(), item.vector()))
                .sorted(Comparator.comparingDouble((Item item) -> -vector.cosine(item.vector())))
                .limit(limit)
                .map(Item::id)
                .toList();
    }
}
