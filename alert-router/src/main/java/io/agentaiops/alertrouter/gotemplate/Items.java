package io.agentaiops.alertrouter.gotemplate;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code range} goes through: maps in the order of their keys. */
final class Items {

    private static final long MOST = 100_000;

    private Items() {}

    static List<Map.Entry<Object, Object>> of(@Nullable Object value) {
        List<Map.Entry<Object, Object>> items = new ArrayList<>();
        switch (value) {
            case null -> {}
            case List<?> list -> {
                for (Object item : list) {
                    items.add(new AbstractMap.SimpleImmutableEntry<>((long) items.size(), item));
                }
            }
            case Map<?, ?> map ->
                GoValues.sorted(map)
                        .forEach((key, item) -> items.add(new AbstractMap.SimpleImmutableEntry<>(key, item)));
            case Long count -> {
                if (count > MOST) {
                    throw new IllegalArgumentException("range over more than " + MOST);
                }
                for (long i = 0; i < count; i++) {
                    items.add(new AbstractMap.SimpleImmutableEntry<>(i, i));
                }
            }
            default -> throw new IllegalArgumentException("range can't iterate over " + GoValues.name(value));
        }
        return items;
    }

    static @Nullable Object value(Map.Entry<Object, Object> item) {
        return item.getValue();
    }
}
