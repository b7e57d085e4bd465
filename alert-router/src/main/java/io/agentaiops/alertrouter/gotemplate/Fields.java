package io.agentaiops.alertrouter.gotemplate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows {@code .A.B}: keys of maps, fields and methods of objects. */
final class Fields {

    private Fields() {}

    /** The last name takes the arguments. */
    static @Nullable Object follow(@Nullable Object start, List<String> names, List<@Nullable Object> arguments) {
        Object value = start;
        for (int i = 0; i < names.size(); i++) {
            boolean last = i == names.size() - 1;
            value = one(value, names.get(i), last ? arguments : List.of());
        }
        return value;
    }

    private static @Nullable Object one(@Nullable Object value, String name, List<@Nullable Object> arguments) {
        return switch (value) {
            case null -> throw new IllegalArgumentException("nil pointer evaluating ." + name);
            case GoObject object -> {
                GoObject.Member member = object.member(name, arguments);
                if (member == null) {
                    throw new IllegalArgumentException("can't evaluate field " + name);
                }
                yield member.value();
            }
            case Map<?, ?> map -> {
                if (!arguments.isEmpty()) {
                    throw new IllegalArgumentException(name + " is not a method but has arguments");
                }
                yield map.get(name);
            }
            default ->
                throw new IllegalArgumentException("can't evaluate field " + name + " in " + GoValues.name(value));
        };
    }
}
