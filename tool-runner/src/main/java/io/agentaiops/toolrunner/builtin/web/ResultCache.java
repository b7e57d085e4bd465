package io.agentaiops.toolrunner.builtin.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Answers of searches for a while, for all replicas. Keeps a hash in the question's place. */
@ApplicationScoped
class ResultCache {

    /**
     * An answer as kept.
     *
     * @param hits best first
     * @param provider who gave it
     * @param at when
     */
    record Kept(List<SearchHit> hits, String provider, Instant at) {}

    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final WebConfig config;
    private final Clock clock;

    ResultCache(Jdbi jdbi, ObjectMapper json, WebConfig config, Clock clock) {
        this.jdbi = jdbi;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    Optional<Kept> find(String query) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select hits, provider, found_at from web_search_cache where query = :query and found_at >"
                                + " :since")
                .bind("query", hash(query))
                .bind("since", clock.instant().minus(config.cacheFor()))
                .map((row, context) -> new Kept(
                        read(row.getString("hits")),
                        row.getString("provider"),
                        row.getTimestamp("found_at").toInstant()))
                .findOne());
    }

    void keep(String query, WebSearch.Found found) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            insert into web_search_cache (query, hits, provider, found_at)
            values (:query, cast(:hits as jsonb), :provider, :now)
            on conflict (query) do update
            set hits = excluded.hits, provider = excluded.provider, found_at = excluded.found_at
            """)
                .bind("query", hash(query))
                .bind("hits", write(found.hits()))
                .bind("provider", found.provider())
                .bind("now", clock.instant())
                .execute());
    }

    /** Drops what is too old to be given again. */
    void prune() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from web_search_cache where found_at <= :since")
                .bind("since", clock.instant().minus(config.cacheFor()))
                .execute());
    }

    /** SHA-256 of the question without differences in case and spaces. */
    private static String hash(String query) {
        String same = query.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(same.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<SearchHit> read(String hits) {
        try {
            return List.of(json.readValue(hits, SearchHit[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the cached hits cannot be read", e);
        }
    }

    private String write(List<SearchHit> hits) {
        try {
            return json.writeValueAsString(hits).replace("\\u0000", "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
