package io.agentaiops.agentgateway.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The columns of encrypted text, found by the comment {@code sealed with COLUMN} that the migrations give them, and what
 * they hold. Identifiers are quoted by the database itself ({@code quote_ident}).
 */
@ApplicationScoped
class SealedColumns {

    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed on
    private record Sealed(String place, String context, byte[] bytes) {
        @Override
        public String toString() {
            return "Sealed[" + place + "]";
        }
    }

    private static final String COLUMNS = """
            select quote_ident(t.relname) as tab, quote_ident(a.attname) as col,
                quote_ident(substring(d.description from '^sealed with ([a-z_]+)$')) as ctx
            from pg_description d
            join pg_class t on t.oid = d.objoid and d.classoid = 'pg_class'::regclass
            join pg_attribute a on a.attrelid = t.oid and a.attnum = d.objsubid
            join pg_namespace n on n.oid = t.relnamespace
            where n.nspname = current_schema() and d.description like 'sealed with %'
            order by 1, 2
            """;

    private static final Logger LOG = Logger.getLogger(SealedColumns.class);

    private final Jdbi jdbi;
    private final ConversationCipher cipher;

    SealedColumns(Jdbi jdbi, ConversationCipher cipher) {
        this.jdbi = jdbi;
        this.cipher = cipher;
    }

    List<SealedColumn> all() {
        return jdbi.withHandle(handle -> handle.createQuery(COLUMNS)
                .map((row, context) ->
                        new SealedColumn(row.getString("tab"), row.getString("col"), row.getString("ctx")))
                .list());
    }

    /** How many values lie under which version of the key. */
    Map<Integer, Long> versions(SealedColumn column) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select get_byte(<column>, 0) as version, count(*) as n from <table>
                        where length(<column>) > 0 group by 1
                        """)
                .define("column", column.column())
                .define("table", column.table())
                .reduceRows(new TreeMap<Integer, Long>(), (counts, row) -> {
                    counts.put(row.getColumn("version", Integer.class), row.getColumn("n", Long.class));
                    return counts;
                }));
    }

    /**
     * Encrypts some values anew that are not under that version; says how many. In a transaction of the caller. A value
     * that cannot be decrypted stays as it is and keeps no other from being encrypted anew.
     */
    int reseal(SealedColumn column, int current, int limit) {
        return jdbi.withHandle(handle -> {
            List<Sealed> stale = handle.createQuery("""
                            select ctid::text as place, <context> as context, <column> as bytes from <table>
                            where length(<column>) > 0 and get_byte(<column>, 0) <> :current
                            limit :limit for update skip locked
                            """)
                    .define("context", column.context())
                    .define("column", column.column())
                    .define("table", column.table())
                    .bind("current", current)
                    .bind("limit", limit)
                    .map((row, context) ->
                            new Sealed(row.getString("place"), row.getString("context"), row.getBytes("bytes")))
                    .list();
            if (stale.isEmpty()) {
                return 0;
            }
            // The rows are locked: their places cannot change before this update.
            PreparedBatch batch = handle.prepareBatch(
                            "update <table> set <column> = :bytes where ctid = cast(:place as tid)")
                    .define("column", column.column())
                    .define("table", column.table());
            for (Sealed value : stale) {
                resealed(value, column)
                        .ifPresent(bytes -> batch.bind("bytes", bytes)
                                .bind("place", value.place())
                                .add());
            }
            return batch.size() == 0 ? 0 : batch.execute().length;
        });
    }

    private Optional<byte[]> resealed(Sealed value, SealedColumn column) {
        try {
            return Optional.of(cipher.reseal(value.bytes(), value.context()));
        } catch (UnreadableText e) {
            LOG.errorf("a stored value stays under its old key table=%s reason=%s", column.table(), e.getMessage());
            return Optional.empty();
        }
    }
}
