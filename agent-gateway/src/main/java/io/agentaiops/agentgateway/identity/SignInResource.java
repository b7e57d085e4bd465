package io.agentaiops.agentgateway.identity;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * How the page signs in with the team's identity provider: by the authorization code flow with PKCE (RFC 6749 section 4.1,
 * RFC 7636) of the tenant {@code page}, whose cookie is sent to these paths only. The page takes the access token from here
 * and shows it to the API as it would an API key, so that no cookie opens the API and no other site can use one.
 */
@Path("/sign-in")
@Produces(MediaType.APPLICATION_JSON)
class SignInResource {

    /**
     * @param provider what the provider is called, or null when people sign in with API keys only
     * @param token an access token, while somebody is signed in
     */
    record SignIn(@Nullable String provider, @Nullable String token) {}

    private final SecurityIdentity identity;
    private final Instance<OidcSession> session;
    private final boolean enabled;
    private final String name;

    SignInResource(
            SecurityIdentity identity,
            Instance<OidcSession> session,
            @ConfigProperty(name = "quarkus.oidc.page.tenant-enabled") boolean enabled,
            OidcConfig config) {
        this.identity = identity;
        this.session = session;
        this.enabled = enabled;
        this.name = config.name();
    }

    /** Whoever is not signed in is sent to the provider first; then the page begins. */
    @GET
    @Authenticated
    public Response enter() {
        return Response.seeOther(URI.create("/")).build();
    }

    /** What the page may offer, and who is there already; a token that ran out was renewed on the way. */
    @GET
    @Path("/state")
    @PermitAll
    public Response state() {
        AccessTokenCredential token =
                identity.isAnonymous() ? null : identity.getCredential(AccessTokenCredential.class);
        CacheControl never = new CacheControl();
        never.setNoStore(true);
        return Response.ok(new SignIn(enabled ? name : null, token == null ? null : token.getToken()))
                .cacheControl(never)
                .build();
    }

    /** Forgets who is there; the provider may still know. */
    @POST
    @Path("/out")
    @Authenticated
    public Uni<Void> leave() {
        return session.get().logout();
    }
}
