package io.agentaiops.opsscheduler.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of one schema: how to make them again, and which of them hold rows. Partitions come after their parents. */
final class TableReader {

    private static final String TABLES = """
            select c.oid, c.relname, c.oid::regclass::text as name, c.relpersistence = 'u' as unlogged,
                pg_get_partkeydef(c.oid) as partition_key, pg_get_expr(c.relpartbound, c.oid) as bound,
                (select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = c.oid) as parent,
                array_to_string(c.reloptions, ', ') as options
            from pg_class c
            where c.relnamespace = ?::regnamespace and c.relkind in ('r', 'p')
            order by c.relispartition, c.oid""";

    private static final String COLUMNS = """
            select quote_ident(a.attname) as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull,
                pg_get_expr(d.adbin, d.adrelid) as value, a.attidentity, a.attgenerated,
                case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end as collation
            from pg_attribute a join pg_type t on t.oid = a.atttypid
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = ? and a.attnum > 0 and not a.attisdropped
            order by a.attnum""";

    private record Column(String name, String definition, boolean generated) {}

    private record Found(
            long oid,
            String plainName,
            String name,
            boolean unlogged,
            @Nullable String partitionKey,
            @Nullable String bound,
            @Nullable String parent,
            @Nullable String options) {}

    private final Connection connection;
    private final String schema;
    private final List<String> definitions = new ArrayList<>();
    private final List<SchemaScript.Table> tables = new ArrayList<>();

    TableReader(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    TableReader read() throws SQLException {
        for (Found table : find()) {
            List<Column> columns = columns(table.oid());
            definitions.add(definition(table, columns));
            if (table.partitionKey() == null) {
                tables.add(new SchemaScript.Table(
                        "database/" + schema + "/" + table.plainName() + ".copy",
                        table.name(),
                        columns.stream()
                                .filter(column -> !column.generated())
                                .map(Column::name)
                                .toList()));
            }
        }
        return this;
    }

    /** Statements that make the tables, without keys and indexes. */
    List<String> definitions() {
        return definitions;
    }

    /** The tables that hold rows. */
    List<SchemaScript.Table> tables() {
        return tables;
    }

    private static String definition(Found table, List<Column> columns) {
        StringBuilder sql = new StringBuilder("create ")
                .append(table.unlogged() ? "unlogged " : "")
                .append("table ")
                .append(table.name());
        if (table.parent() != null && table.bound() != null) {
            sql.append(" partition of ").append(table.parent()).append(' ').append(table.bound());
        } else {
            sql.append(" (")
                    .append(String.join(
                            ", ", columns.stream().map(Column::definition).toList()))
                    .append(')');
        }
        if (table.partitionKey() != null) {
            sql.append(" partition by ").append(table.partitionKey());
        }
        if (table.options() != null) {
            sql.append(" with (").append(table.options()).append(')');
        }
        return sql.toString();
    }

    private List<Found> find() throws SQLException {
        List<Found> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Found(
                            row.getLong("oid"),
                            row.getString("relname"),
                            row.getString("name"),
                            row.getBoolean("unlogged"),
                            row.getString("partition_key"),
                            row.getString("bound"),
                            row.getString("parent"),
                            row.getString("options")));
                }
            }
        }
        return found;
    }

    private List<Column> columns(long table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(column(row));
                }
            }
        }
        return columns;
    }

    private static Column column(ResultSet row) throws SQLException {
        StringBuilder sql = new StringBuilder(row.getString("name")).append(' ').append(row.getString("type"));
        if (row.getString("collation") != null) {
            sql.append(" collate ").append(row.getString("collation"));
        }
        String value = row.getString("value");
        String generated = row.getString("attgenerated");
        String identity = row.getString("attidentity");
        if (!generated.isEmpty()) {
            sql.append(" generated always as (").append(value).append(generated.equals("s") ? ") stored" : ") virtual");
        } else if (!identity.isEmpty()) {
            sql.append(identity.equals("a") ? " generated always as identity" : " generated by default as identity");
        } else if (value != null) {
            sql.append(" default ").append(value);
        }
        if (row.getBoolean("attnotnull")) {
            sql.append(" not null");
        }
        return new Column(row.getString("name"), sql.toString(), !generated.isEmpty());
    }
}
