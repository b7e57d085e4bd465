package io.agentaiops.opsscheduler.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a schema's definition out of PostgreSQL's catalog, with the functions that pg_dump uses, too. What it does not
 * know (views, own types, foreign tables, row security) it refuses instead of leaving it out. The connection's search path must be
 * {@code pg_catalog}, so that every name comes out qualified.
 */
final class SchemaReader {

    /** Where a restore puts what was there before; never backed up. */
    static final String ASIDE = "_before_restore";

    private static final String SCHEMAS = """
            select n.nspname from pg_namespace n
            where exists (select 1 from pg_class c where c.relnamespace = n.oid and c.relname = 'flyway_schema_history')
              and right(n.nspname, 15) <> '_before_restore'
            order by 1""";

    private static final String UNKNOWN = """
            select 'a view, foreign table or type: ' || c.relname from pg_class c
            where c.relnamespace = ?::regnamespace and c.relkind in ('v', 'm', 'f', 'c')
            union all
            select 'the type ' || t.typname from pg_type t
            where t.typnamespace = ?::regnamespace and t.typtype in ('e', 'd', 'r')
            union all
            select 'row security on ' || c.relname from pg_class c
            where c.relnamespace = ?::regnamespace and c.relrowsecurity
            limit 1""";

    private static final String FUNCTIONS = """
            select pg_get_functiondef(oid) from pg_proc
            where pronamespace = ?::regnamespace and prokind in ('f', 'p') order by oid""";

    /** Sequences of identity columns come with their columns. */
    private static final String SEQUENCES = """
            select format('create sequence %s as %s increment by %s start with %s',
                c.oid::regclass, format_type(s.seqtypid, null), s.seqincrement, s.seqstart)
            from pg_class c join pg_sequence s on s.seqrelid = c.oid
            where c.relnamespace = ?::regnamespace
              and not exists (select 1 from pg_depend d
                  where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i')
            order by c.relname""";

    /** The function refuses what is no sequence, and PostgreSQL may ask it before it looks at the kind. */
    private static final String COUNTERS = """
            select format('select pg_catalog.setval(%L, %s)', name, last) from (
                select c.oid::regclass as name,
                    case when c.relkind = 'S' then pg_sequence_last_value(c.oid) end as last
                from pg_class c where c.relnamespace = ?::regnamespace) counters
            where last is not null order by name::text""";

    /** Foreign keys last, and none that a partition has from its parent. */
    private static final String CONSTRAINTS = """
            select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            from pg_constraint
            where connamespace = ?::regnamespace and conrelid <> 0 and conparentid = 0 and conislocal
              and contype in ('p', 'u', 'c', 'x', 'f')
            order by array_position(array['p', 'u', 'c', 'x', 'f'], contype::text), conrelid::regclass::text, conname""";

    private static final String INDEXES = """
            select replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
            from pg_index i join pg_class c on c.oid = i.indexrelid
            where c.relnamespace = ?::regnamespace and not c.relispartition
              and not exists (select 1 from pg_constraint k
                  where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
            order by c.relname""";

    private static final String TRIGGERS = """
            select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = ?::regnamespace and not t.tgisinternal and t.tgparentid = 0
            order by c.relname, t.tgname""";

    private static final String COMMENTS = """
            select case when d.objsubid = 0 then format('comment on table %s is %L', c.oid::regclass, d.description)
                else format('comment on column %s.%I is %L', c.oid::regclass, a.attname, d.description) end
            from pg_description d join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
            left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
            where c.relnamespace = ?::regnamespace and c.relkind in ('r', 'p')
            order by c.relname, d.objsubid""";

    private final Connection connection;

    SchemaReader(Connection connection) {
        this.connection = connection;
    }

    /** The schemas of the services: those that Flyway looks after. */
    List<String> schemas() throws SQLException {
        return texts(SCHEMAS);
    }

    SchemaScript read(String schema) throws SQLException {
        List<String> unknown = texts(UNKNOWN, schema, schema, schema);
        if (!unknown.isEmpty()) {
            throw new SQLException(
                    "schema " + schema + " has something that backups can't restore yet: " + unknown.getFirst());
        }
        TableReader tables = new TableReader(connection, schema).read();
        List<String> before = new ArrayList<>(List.of("set local check_function_bodies = off"));
        before.add("create schema " + schema);
        before.addAll(texts(SEQUENCES, schema));
        before.addAll(texts(FUNCTIONS, schema));
        before.addAll(tables.definitions());
        List<String> after = new ArrayList<>();
        for (String question : List.of(CONSTRAINTS, INDEXES, TRIGGERS, COMMENTS, COUNTERS)) {
            after.addAll(texts(question, schema));
        }
        return new SchemaScript(schema, version(schema), before, tables.tables(), after);
    }

    private String version(String schema) throws SQLException {
        List<String> versions = texts("select coalesce(max(version), '') from " + schema + ".flyway_schema_history");
        return versions.getFirst();
    }

    private List<String> texts(String question, String... arguments) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    texts.add(row.getString(1));
                }
            }
        }
        return texts;
    }
}
