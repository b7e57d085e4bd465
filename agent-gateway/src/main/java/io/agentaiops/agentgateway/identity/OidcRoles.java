package io.agentaiops.agentgateway.identity;

import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Gives people of the identity provider the role of their groups, and nothing else: a token whose groups are called
 * {@code admin} opens nothing by that. Names of the platform's own principals are refused, for whoever can choose a name
 * at the provider could otherwise take over their sessions.
 */
@ApplicationScoped
class OidcRoles implements SecurityIdentityAugmentor {

    private static final Set<String> TENANTS = Set.of("team", "page");
    private static final Set<String> RESERVED =
            Set.of("admin", "agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router", "erased");

    private final GroupRoles roles;

    OidcRoles(OidcConfig config) {
        this.roles = new GroupRoles(config);
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous() || !ofTheTeam(identity)) {
            return Uni.createFrom().item(identity);
        }
        String name = identity.getPrincipal().getName();
        if (name == null || name.isBlank() || RESERVED.contains(name)) {
            return Uni.createFrom()
                    .failure(new AuthenticationFailedException("the token's name is missing or reserved"));
        }
        QuarkusSecurityIdentity.Builder known = QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addAttributes(identity.getAttributes())
                .addCredentials(identity.getCredentials());
        roles.of(identity.getRoles()).ifPresent(role -> known.addRoles(role.implied()));
        return Uni.createFrom().item(known.build());
    }

    private static boolean ofTheTeam(SecurityIdentity identity) {
        String tenant = identity.getAttribute(OidcUtils.TENANT_ID_ATTRIBUTE);
        return tenant != null && TENANTS.contains(tenant);
    }
}
