package io.agentaiops.agentgateway.cache;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Whether the cache is on: as an administrator set it for all replicas, else as configured. */
@ApplicationScoped
class CacheSwitch {

    private final Jdbi jdbi;
    private final CacheConfig config;

    CacheSwitch(Jdbi jdbi, CacheConfig config) {
        this.jdbi = jdbi;
        this.config = config;
    }

    boolean isOn() {
        return jdbi.withHandle(handle -> handle.createQuery("select enabled from cache_switch")
                .mapTo(Boolean.class)
                .findOne()
                .orElse(config.enabled()));
    }

    void turn(boolean on, Instant now) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        insert into cache_switch (enabled, changed_at) values (:on, :now)
                        on conflict (one) do update set enabled = excluded.enabled, changed_at = excluded.changed_at
                        """).bind("on", on).bind("now", now).execute());
    }
}
