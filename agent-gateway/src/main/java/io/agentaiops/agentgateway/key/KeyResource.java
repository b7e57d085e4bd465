package io.agentaiops.agentgateway.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
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

            @Nullable Instant expiresAt) {}

    /** A key as it is shown; {@code key} only in the answer to its creation. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyView(
            String id,
            String name,
            String principal,
            Role role,
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

    private final ApiKeys keys;
    private final SecurityIdentity caller;

    KeyResource(ApiKeys keys, SecurityIdentity caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @RolesAllowed("admin")
    public Response create(@NotNull @Valid Wish wish) {
        String principal = wish.principal() == null ? wish.name() : wish.principal();
        ApiKeys.NewKey made = keys.create(
                wish.name(),
                principal,
                Role.of(wish.role()),
                wish.expiresAt(),
                caller.getPrincipal().getName());
        return Response.status(Response.Status.CREATED)
                .entity(KeyView.of(made.key(), made.secret()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @RolesAllowed("admin")
    public List<KeyView> list() {
        return keys.all().stream().map(key -> KeyView.of(key, null)).toList();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("admin")
    public void revoke(String id) {
        if (!keys.revoke(id, caller.getPrincipal().getName())) {
            throw Problem.notFound("key-unknown", "There is no valid key with the id " + id + ".");
        }
    }

    @POST
    @Path("/introspect")
    @RolesAllowed("service")
    public Introspection introspect(@NotNull @Valid Question question) {
        return keys.verify(question.key())
                .map(key -> new Introspection(true, key.principal(), key.role().implied()))
                .orElseGet(() -> new Introspection(false, null, Set.of()));
    }
}
