package io.agentaiops.eventbus.person;

import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Jdbi;

/**
 * The columns of this service's schema that name a person in rows that others need, found by the comment
 * {@code names a person} that the migrations give them. Identifiers are quoted by the database itself
 * ({@code quote_ident}).
 */
@ApplicationScoped
public class PersonColumns {

    private record Column(String table, String column) {}

    private static final String COLUMNS = """
            select quote_ident(t.relname) as tab, quote_ident(a.attname) as col
            from pg_description d
            join pg_class t on t.oid = d.objoid and d.classoid = 'pg_class'::regclass
            join pg_attribute a on a.attrelid = t.oid and a.attnum = d.objsubid
            join pg_namespace n on n.oid = t.relnamespace
            where n.nspname = current_schema() and d.description = 'names a person'
            order by 1, 2
            """;

    private final Jdbi jdbi;

    PersonColumns(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Puts the pseudonym in the person's place; says in how many rows. */
    public long rename(String principal, String pseudonym) {
        return jdbi.withHandle(handle -> handle
                .createQuery(COLUMNS)
                .map((row, context) -> new Column(row.getString("tab"), row.getString("col")))
                .list()
                .stream()
                .mapToLong(column -> handle.createUpdate(
                                "update <table> set <column> = :pseudonym where <column> = :principal")
                        .define("table", column.table())
                        .define("column", column.column())
                        .bind("pseudonym", pseudonym)
                        .bind("principal", principal)
                        .execute())
                .sum());
    }
}
