package io.agentaiops.agentgateway.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys are made, listed and revoked by administrators; services ask whether a key that they were given is valid. */
@Path("/api/v1/keys")
@RunOnVirtualThread
class KeyResource {

    /** What to make. */
    record Wish(
            @NotBlank @Size(max = 100) String name,
            @Nullable @Size(max = 100) String principal,

            @NotNull
            @Pattern(
                    regexp = "viewer|operator|approver|admin|service",
                    message = "must be viewer, operator, approver, admin or service")
            String role,

            @Nullable @Size(max = 40)
            List<
                            @Pattern(
                                    regexp = "[a-z][a-z-]{1,39}(:read)?",
                                    message = "must be an area such as documents, or documents:read")
                            String>
                    scopes,

            @Nullable @Min(0) Integer requestsPerMinute,
            @Nullable Instant expiresAt) {

        ApiKeys.Wanted wanted() {
            List<Scope> areas =
                    scopes == null ? List.of() : scopes.stream().map(Scope::of).toList();
            String bearer = principal == null ? name : principal;
            return new ApiKeys.Wanted(name, bearer, Role.of(role), areas, requestsPerMinute, expiresAt);
        }
    }

    /** How a key is replaced: for how many seconds the old one stays valid, an hour unless said. */
    record Rotation(@Nullable @Min(0) @Max(604_800) Integer graceSeconds) {}

    /** A key as it is shown; {@code key} only in the answer to its creation. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyView(
            String id,
            String name,
            String principal,
            Role role,
            String prefix,
            List<String> scopes,
            @Nullable Integer requestsPerMinute,
            @Nullable String replaces,
            @Nullable String key,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        static KeyView of(ApiKey key, @Nullable String secret) {
            return new KeyView(
                    key.id(),
                    key.name(),
                    key.principal(),
                    key.role(),
                    key.prefix(),
                    key.scopes().stream().map(Scope::toString).toList(),
                    key.requestsPerMinute(),
                    key.replaces(),
                    secret,
                    key.createdAt(),
                    key.expiresAt(),
                    key.lastUsedAt(),
                    key.revokedAt());
        }

        @Override
        public String toString() {
            return "KeyView[" + id + "]";
        }
    }

    /** The key in question. */
    record Question(@NotBlank @Size(max = 500) String key) {
        @Override
        public String toString() {
            return "Question[]";
        }
    }

    /** Whether the key is valid, and for whom. */
    record Introspection(boolean active, @Nullable String principal, Set<String> roles) {}

    private static final Duration USUAL_GRACE = Duration.ofHours(1);

    /** Ids are in hexadecimal. */
    private static final String PAST_ALL = "g";

    private final ApiKeys keys;
    private final SecurityIdentity caller;
    private final Clock clock;

    KeyResource(ApiKeys keys, SecurityIdentity caller, Clock clock) {
        this.keys = keys;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @RolesAllowed("admin")
    public Response create(@NotNull @Valid Wish wish) {
        Instant end = wish.expiresAt();
        if (end != null && !end.isAfter(clock.instant())) {
            throw Problem.invalid(List.of(new Problem.FieldError("expiresAt", "must lie in the future")));
        }
        return shown(keys.create(wish.wanted(), actor()));
    }

    /** Keys, newest first, the revoked ones too. */
    @GET
    @RolesAllowed("admin")
    public Response list(
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit,
            @QueryParam("cursor") @DefaultValue(PAST_ALL) String cursor) {
        List<ApiKey> found = keys.before(cursor, limit + 1);
        List<KeyView> items =
                found.stream().limit(limit).map(key -> KeyView.of(key, null)).toList();
        Response.ResponseBuilder response = Response.ok(items);
        if (found.size() > limit) {
            response.header(
                    "Link",
                    "</api/v1/keys?limit=" + limit + "&cursor="
                            + items.getLast().id() + ">; rel=\"next\"");
        }
        return response.build();
    }

    /** A new key for the same bearer; the old one stays valid for the grace period. */
    @POST
    @Path("/{id}/rotate")
    @RolesAllowed("admin")
    public Response rotate(String id, @Nullable @Valid Rotation rotation) {
        Integer grace = rotation == null ? null : rotation.graceSeconds();
        return keys.rotate(id, grace == null ? USUAL_GRACE : Duration.ofSeconds(grace), actor())
                .map(KeyResource::shown)
                .orElseThrow(() -> unknown(id));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("admin")
    public void revoke(String id) {
        if (!keys.revoke(id, actor())) {
            throw unknown(id);
        }
    }

    @POST
    @Path("/introspect")
    @RolesAllowed("service")
    public Introspection introspect(@NotNull @Valid Question question) {
        return keys.verify(question.key())
                .filter(key -> key.grant().allows("POST", "/api/v2/alerts"))
                .map(key -> new Introspection(true, key.principal(), key.role().implied()))
                .orElseGet(() -> new Introspection(false, null, Set.of()));
    }

    private static Response shown(ApiKeys.NewKey made) {
        return Response.status(Response.Status.CREATED)
                .entity(KeyView.of(made.key(), made.secret()))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static RuntimeException unknown(String id) {
        return Problem.notFound("key-unknown", "There is no valid key with the id " + id + ".");
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
