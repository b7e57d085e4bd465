package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.ingestion.Build.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The builds of the index, and what the one under way holds already: any replica can go on with it. */
@ApplicationScoped
class BuildStore {

    /** Names the lock of the database that a build holds: "ragindex" as a number. */
    private static final long BUILD_LOCK = 0x726167696e646578L;

    private static final String LIST = "select * from index_build order by started_at desc, name desc limit :most";

    private final Jdbi jdbi;

    BuildStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Notes that the version is to be built; false when another one is being built. */
    boolean start(IndexVersion version, String by, boolean forced, int total, Instant at) {
        return insert(version, State.BUILDING, by, forced, total, at);
    }

    /** Notes that the version was made empty, because there was none. */
    void first(IndexVersion version, Instant at) {
        insert(version, State.ACTIVE, "rag-indexer", false, 0, at);
    }

    private boolean insert(IndexVersion version, State state, String by, boolean forced, int total, Instant at) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into index_build (name, model, digest, state, started_by, forced, started_at,
                                    total)
                                values (:name, :model, :digest, :state, :by, :forced, :at, :total)
                                on conflict do nothing
                                """)
                        .bind("name", version.name())
                        .bind("model", version.model())
                        .bind("digest", version.digest())
                        .bind("state", column(state))
                        .bind("by", by)
                        .bind("forced", forced)
                        .bind("at", at)
                        .bind("total", total)
                        .execute())
                > 0;
    }

    /** The latest builds, newest first. */
    List<Build> latest(int most) {
        return jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("most", most)
                .map((rows, context) -> build(rows))
                .list());
    }

    /**
     * Whether the latest build was one of that very model and layout.
     *
     * @param since a build that failed before counts for none
     */
    boolean isLatest(String model, String digest, int layout, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                                select model = :model and digest = :digest and name like :names
                                    and (state <> 'failed' or ended_at >= :since)
                                from index_build order by started_at desc, name desc limit 1
                                """)
                        .bind("model", model)
                        .bind("digest", digest)
                        .bind("since", since)
                        .bind("names", "knowledge-v" + layout + "-%")
                        .mapTo(Boolean.class)
                        .findFirst())
                .orElse(false);
    }

    Optional<Build> inState(State state) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from index_build where state = :state order by started_at desc limit 1")
                .bind("state", column(state))
                .map((rows, context) -> build(rows))
                .findFirst());
    }

    /** Hashes of the documents that the version holds. */
    Map<String, String> filled(String name) {
        return jdbi.withHandle(handle -> handle
                .createQuery("select document_id, content_hash from index_build_document where name = :name")
                .bind("name", name)
                .map((rows, context) -> Map.entry(rows.getString(1), rows.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Notes that the version holds these documents now. */
    @Transactional
    void filled(String name, Map<String, String> hashes, int total) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into index_build_document (name, document_id, content_hash)
                            select :name, id, hash from unnest(:ids, :hashes) as done (id, hash)
                            on conflict (name, document_id) do update set content_hash = excluded.content_hash
                            """)
                    .bind("name", name)
                    .bindArray("ids", String.class, List.copyOf(hashes.keySet()))
                    .bindArray("hashes", String.class, List.copyOf(hashes.values()))
                    .execute();
            handle.createUpdate("""
                            update index_build set total = :total,
                                done = (select count(*) from index_build_document where name = :name)
                            where name = :name
                            """).bind("name", name).bind("total", total).execute();
        });
    }

    /** Notes that the version does not hold these documents any more. */
    void emptied(String name, Collection<String> documentIds) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from index_build_document where name = :name and document_id = any(:ids)")
                .bind("name", name)
                .bindArray("ids", String.class, documentIds)
                .execute());
    }

    /** Notes that the build ended without being searched. */
    @Transactional
    void ended(String name, State state, String reason, Instant at) {
        jdbi.useHandle(handle -> {
            state(handle, name, state, reason, at);
            handle.createUpdate("delete from index_build_document where name = :name")
                    .bind("name", name)
                    .execute();
        });
    }

    /** Notes that the version is searched, which of its documents it holds, and which version it took the place of. */
    @Transactional
    void activated(String name, @Nullable String replaced, Map<String, String> hashes, String reason, Instant at) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            update index_build set state = case when name = :replaced then 'previous' else 'dropped' end
                            where state in ('active', 'previous') and name <> :name
                            """)
                    .bind("name", name)
                    .bind("replaced", replaced)
                    .execute();
            handle.createUpdate("""
                            update document set index_name = :name
                            from unnest(:ids, :hashes) as done (id, hash)
                            where document_id = done.id and content_hash = done.hash and state = 'indexed'
                            """)
                    .bind("name", name)
                    .bindArray("ids", String.class, List.copyOf(hashes.keySet()))
                    .bindArray("hashes", String.class, List.copyOf(hashes.values()))
                    .execute();
            state(handle, name, State.ACTIVE, reason, at);
            handle.createUpdate("delete from index_build_document where name = :name")
                    .bind("name", name)
                    .execute();
        });
    }

    private static void state(Handle handle, String name, State state, String reason, Instant at) {
        handle.createUpdate(
                        "update index_build set state = :state, reason = :reason, ended_at = :at where name = :name")
                .bind("state", column(state))
                .bind("reason", reason)
                .bind("at", at)
                .bind("name", name)
                .execute();
    }

    /** Versions that must not be dropped when another one is activated. */
    Set<String> kept(@Nullable String replaced) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select name from index_build where state = 'building' or name = :replaced")
                .bind("replaced", replaced)
                .mapTo(String.class)
                .collect(Collectors.toSet()));
    }

    /** Runs the action unless another replica is running one in this way; tells whether it ran. */
    boolean runAlone(Runnable action) {
        // A connection of its own: within withHandle, the action's statements would be sent over the same one, which
        // their transactions cannot take over.
        try (Handle handle = jdbi.open()) {
            boolean alone = handle.createQuery("select pg_try_advisory_lock(:lock)")
                    .bind("lock", BUILD_LOCK)
                    .mapTo(Boolean.class)
                    .one();
            if (!alone) {
                return false;
            }
            try {
                action.run();
                return true;
            } finally {
                handle.createQuery("select pg_advisory_unlock(:lock)")
                        .bind("lock", BUILD_LOCK)
                        .mapTo(Boolean.class)
                        .one();
            }
        }
    }

    private static String column(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static Build build(ResultSet rows) throws SQLException {
        OffsetDateTime ended = rows.getObject("ended_at", OffsetDateTime.class);
        return new Build(
                rows.getString("name"),
                rows.getString("model"),
                State.valueOf(rows.getString("state").toUpperCase(Locale.ROOT)),
                rows.getString("started_by"),
                rows.getBoolean("forced"),
                rows.getObject("started_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                rows.getInt("done"),
                rows.getInt("total"),
                rows.getString("reason"));
    }
}
