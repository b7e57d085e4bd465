package io.agentaiops.opsscheduler.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Rows for a table that are inserted by one short statement, whatever their number: each column travels as an array of
 * texts. A thousand runs that are due at once are stored within a blink; a batch of statements, even a rewritten one, is
 * parsed with a parameter for each value.
 */
final class TextColumns {

    private final String table;
    /** Type in PostgreSQL by column, in their order. */
    private final Map<String, String> types;

    private final Map<String, List<@Nullable String>> values = new LinkedHashMap<>();

    TextColumns(String table, Map<String, String> types) {
        this.table = table;
        this.types = types;
        types.keySet().forEach(column -> values.put(column, new ArrayList<>()));
    }

    /** The next row's value of a column; every row must have one of each. */
    TextColumns add(String column, @Nullable Object value) {
        List<@Nullable String> cells = values.get(column);
        if (cells == null) {
            throw new IllegalArgumentException(table + " has no column " + column);
        }
        cells.add(value == null ? null : text(value));
        return this;
    }

    void insert(Handle handle) {
        Collection<String> columns = types.keySet();
        String sql = "insert into " + table + " (" + String.join(", ", columns) + ") select "
                + types.entrySet().stream()
                        .map(column -> "cast(given." + column.getKey() + " as " + column.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + " from unnest("
                + columns.stream()
                        .map(column -> "cast(:" + column + " as text[])")
                        .collect(Collectors.joining(", "))
                + ") as given (" + String.join(", ", columns) + ")";
        var insert = handle.createUpdate(sql);
        values.forEach((column, list) -> insert.bindArray(column, String.class, list.toArray()));
        insert.execute();
    }

    private static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case UUID id -> id.toString();
            case Instant time -> time.toString();
            case Boolean flag -> flag.toString();
            case Number number -> number.toString();
            case Enum<?> name -> name.name();
            default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
        };
    }
}
