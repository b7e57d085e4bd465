package io.agentaiops.agentgateway.cache;

import io.agentaiops.eventbus.Audit;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.Map;

/** The answer cache: what is in it, on and off, and empty. */
@Path("/api/v1/cache")
@RunOnVirtualThread
class CacheResource {

    /** The cache as it is. */
    record View(
            boolean enabled, long entries, long hits, double similarity, long maxAgeSeconds, long liveMaxAgeSeconds) {}

    /** On or off. */
    record Wish(@NotNull Boolean enabled) {}

    private final CacheSwitch on;
    private final CacheStore store;
    private final CacheConfig config;
    private final Audit audit;
    private final Clock clock;
    private final SecurityIdentity identity;

    CacheResource(
            CacheSwitch on, CacheStore store, CacheConfig config, Audit audit, Clock clock, SecurityIdentity identity) {
        this.on = on;
        this.store = store;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
        this.identity = identity;
    }

    @GET
    @RolesAllowed("operator")
    public View view() {
        CacheStore.Totals totals = store.totals();
        return new View(
                on.isOn(),
                totals.entries(),
                totals.hits(),
                config.similarity(),
                config.maxAge().toSeconds(),
                config.liveMaxAge().toSeconds());
    }

    @PUT
    @RolesAllowed("admin")
    @Transactional
    public View turn(@NotNull @Valid Wish wish) {
        on.turn(wish.enabled(), clock.instant());
        audit.record(actor(), "cache.switch", "answers", wish.enabled() ? "on" : "off", Map.of());
        return view();
    }

    @DELETE
    @RolesAllowed("admin")
    @Transactional
    public void empty() {
        int entries = store.deleteAll();
        audit.record(actor(), "cache.empty", "answers", "succeeded", Map.of("entries", Integer.toString(entries)));
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }
}
