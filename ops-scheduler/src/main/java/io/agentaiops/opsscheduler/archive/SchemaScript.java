package io.agentaiops.opsscheduler.archive;

import java.util.List;

/**
 * One schema as SQL, so that a backup needs nothing but a PostgreSQL to be restored into: no release of ours, no
 * pg_dump.
 *
 * @param version the newest migration that it has
 * @param before what makes the tables
 * @param tables which tables hold rows, in the order of loading
 * @param after keys, indexes, triggers, sequences: what is cheaper and safer once the rows are there
 */
public record SchemaScript(String schema, String version, List<String> before, List<Table> tables, List<String> after) {

    public SchemaScript {
        before = List.copyOf(before);
        tables = List.copyOf(tables);
        after = List.copyOf(after);
    }

    /**
     * A table with rows of its own.
     *
     * @param part the part that holds them
     * @param name qualified and quoted
     * @param columns quoted, without generated ones
     */
    public record Table(String part, String name, List<String> columns) {

        public Table {
            columns = List.copyOf(columns);
        }

        /** The statement by which PostgreSQL tells the rows. */
        public String copyOut() {
            return "COPY " + name + list() + " TO STDOUT";
        }

        /** The statement by which it takes them. */
        public String copyIn() {
            return "COPY " + name + list() + " FROM STDIN";
        }

        private String list() {
            return columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")";
        }
    }

    /** The part that holds this script. */
    public static String partOf(String schema) {
        return "database/" + schema + "/schema.json";
    }
}
