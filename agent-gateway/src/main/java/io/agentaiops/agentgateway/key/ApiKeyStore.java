package io.agentaiops.agentgateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of keys. */
@ApplicationScoped
class ApiKeyStore {

    /** A key and what proves it. */
    record StoredKey(ApiKey key, KeyHash hash) {}

    private static final String COLUMNS = "id, name, principal, role, prefix, scopes, requests_per_minute, replaces,"
            + " created_at, expires_at, last_used_at, revoked_at, key_lookup, salt, key_hash, iterations";

    private final Jdbi jdbi;

    ApiKeyStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<StoredKey> byLookup(String lookup) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select " + COLUMNS + " from api_key where key_lookup = :lookup")
                        .bind("lookup", lookup)
                        .map((row, context) -> new StoredKey(key(row), hash(row)))
                        .findOne());
    }

    /** Keys made before the one of that id, newest first. */
    List<ApiKey> before(String id, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select " + COLUMNS + " from api_key where id < :id order by id desc limit :limit")
                .bind("id", id)
                .bind("limit", limit)
                .map((row, context) -> key(row))
                .list());
    }

    /** Valid keys that did not come from files, end until then or were made until then, and have no valid successor. */
    List<ApiKey> due(Instant now, Instant endingUntil, Instant madeUntil) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + """
                         from api_key old
                        where source = 'api' and revoked_at is null and (expires_at is null or expires_at > :now)
                            and (expires_at <= :endingUntil or created_at <= :madeUntil)
                            and not exists (select 1 from api_key heir
                                where heir.replaces = old.id and heir.revoked_at is null
                                    and (heir.expires_at is null or heir.expires_at > :now))
                        order by id
                        """)
                .bind("now", now)
                .bind("endingUntil", endingUntil)
                .bind("madeUntil", madeUntil)
                .map((row, context) -> key(row))
                .list());
    }

    Optional<ApiKey> find(String id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select " + COLUMNS + " from api_key where id = :id for update")
                        .bind("id", id)
                        .map((row, context) -> key(row))
                        .findOne());
    }

    /** What finds the keys that may still be valid. */
    Set<String> lookups(Instant now) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select key_lookup from api_key
                        where revoked_at is null and (expires_at is null or expires_at > :now)
                        """).bind("now", now).mapTo(String.class).set());
    }

    /** Whether a person of another name has a key that is good for approvals. */
    boolean mayOthersApprove(String principal, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select exists (select 1 from api_key
                            where role in ('approver', 'admin') and principal <> :principal
                                and revoked_at is null and (expires_at is null or expires_at > :now))
                        """)
                .bind("principal", principal)
                .bind("now", now)
                .mapTo(Boolean.class)
                .one());
    }

    /** Stores the key unless one of the same lookup is there; says whether it was stored. */
    boolean insert(ApiKey key, KeyHash hash, String source) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into api_key (id, name, principal, role, prefix, scopes, requests_per_minute, replaces,
                            key_lookup, salt, key_hash, iterations, source, created_at, expires_at)
                        values (:id, :name, :principal, :role, :prefix, :scopes, :requestsPerMinute, :replaces,
                            :lookup, :salt, :hash, :iterations, :source, :createdAt, :expiresAt)
                        on conflict (key_lookup) do nothing
                        """)
                        .bind("id", key.id())
                        .bind("name", key.name())
                        .bind("principal", key.principal())
                        .bind("role", key.role().label())
                        .bind("prefix", key.prefix())
                        .bindArray(
                                "scopes",
                                String.class,
                                key.scopes().stream().map(Scope::toString).toArray())
                        .bind("requestsPerMinute", key.requestsPerMinute())
                        .bind("replaces", key.replaces())
                        .bind("lookup", hash.lookup())
                        .bind("salt", hash.salt())
                        .bind("hash", hash.hash())
                        .bind("iterations", hash.iterations())
                        .bind("source", source)
                        .bind("createdAt", key.createdAt())
                        .bind("expiresAt", key.expiresAt())
                        .execute())
                == 1;
    }

    boolean revoke(String id, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "update api_key set revoked_at = :now where id = :id and revoked_at is null")
                        .bind("now", now)
                        .bind("id", id)
                        .execute())
                == 1;
    }

    /** The key ends at that time, if it does not end before. */
    void expireBy(String id, Instant end) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update api_key set expires_at = least(coalesce(expires_at, :end), :end) where id = :id")
                .bind("end", end)
                .bind("id", id)
                .execute());
    }

    /** A key file was replaced: the key that it held before is no longer valid. */
    void revokeOlderFromFile(String principal, String currentLookup, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update api_key set revoked_at = :now
                        where source = 'file' and principal = :principal and key_lookup <> :lookup
                            and revoked_at is null
                        """)
                .bind("now", now)
                .bind("principal", principal)
                .bind("lookup", currentLookup)
                .execute());
    }

    /** Keys by what finds them, those that there are. */
    Map<String, StoredKey> byLookups(List<String> lookups) {
        return jdbi
                .withHandle(handle -> handle.createQuery(
                                "select " + COLUMNS + " from api_key where key_lookup = any(:lookups)")
                        .bindArray("lookups", String.class, lookups)
                        .map((row, context) -> new StoredKey(key(row), hash(row)))
                        .list())
                .stream()
                .collect(Collectors.toMap(stored -> stored.hash().lookup(), stored -> stored));
    }

    void used(List<String> ids, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("update api_key set last_used_at = :now where id = any(:ids)")
                .bind("now", now)
                .bindArray("ids", String.class, ids)
                .execute());
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        Instant created = instant(row, "created_at");
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                row.getString("principal"),
                Role.of(row.getString("role")),
                row.getString("prefix"),
                Arrays.stream((String[]) row.getArray("scopes").getArray())
                        .map(Scope::of)
                        .toList(),
                row.getObject("requests_per_minute", Integer.class),
                row.getString("replaces"),
                created == null ? Instant.EPOCH : created,
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static KeyHash hash(ResultSet row) throws SQLException {
        return new KeyHash(
                row.getString("key_lookup"), row.getBytes("salt"), row.getBytes("key_hash"), row.getInt("iterations"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
