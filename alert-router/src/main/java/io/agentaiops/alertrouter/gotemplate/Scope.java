package io.agentaiops.alertrouter.gotemplate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that can be seen at one place. */
final class Scope {

    private final @Nullable Scope outer;
    private final Map<String, @Nullable Object> variables = new HashMap<>();

    private Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    /** Only {@code $}, which is the data that the template was given. */
    static Scope root(@Nullable Object data) {
        Scope scope = new Scope(null);
        scope.variables.put("", data);
        return scope;
    }

    Scope inner() {
        return new Scope(this);
    }

    @Nullable
    Object get(String name) {
        return holder(name).variables.get(name);
    }

    void set(String name, @Nullable Object value, boolean declares) {
        (declares ? this : holder(name)).variables.put(name, value);
    }

    private Scope holder(String name) {
        Scope scope = this;
        while (!scope.variables.containsKey(name)) {
            if (scope.outer == null) {
                throw new IllegalArgumentException("undefined variable \"$" + name + "\"");
            }
            scope = scope.outer;
        }
        return scope;
    }
}
